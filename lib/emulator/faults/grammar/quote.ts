/** As it was written, without anything that a terminal would act on, and not longer than a line. */
export function quote(written: string): string {
  return JSON.stringify(written.length > 80 ? `${written.slice(0, 79)}…` : written).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    " ",
  );
}
