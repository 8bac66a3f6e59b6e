/** Of one variable with its name and the zero byte at its end (MAX_ARG_STRLEN on Linux, execve(2)). */
export const LARGEST_VARIABLE_BYTES = 128 * 1024;

/** How many bytes a variable of the environment takes, with its name and the zero byte at its end. */
export function variableBytes(name: string, value: string): number {
  return Buffer.byteLength(`${name}=${value}`) + 1;
}

/** Whether Linux can start a process with this variable. */
export function fitsVariable(name: string, value: string): boolean {
  return variableBytes(name, value) <= LARGEST_VARIABLE_BYTES;
}
