/** Which addresses are taken, and the next free ones. */
export class Addresses {
  private readonly taken = new Set<string>();
  private nextInternal = 12;
  private nextPublic = 30;

  take(address: string): void {
    this.taken.add(address);
  }

  /** A free address inside the data centers, such as 10.110.37.13. */
  internal(): string {
    for (;;) {
      const number = this.nextInternal++;
      const address = `10.110.${37 + Math.floor(number / 250)}.${1 + (number % 250)}`;
      if (this.isFree(address)) return address;
    }
  }

  /** A free public address, such as 66.155.94.31. */
  public(): string {
    for (;;) {
      const number = this.nextPublic++;
      const address = `66.155.${94 + Math.floor(number / 250)}.${1 + (number % 250)}`;
      if (this.isFree(address)) return address;
    }
  }

  private isFree(address: string): boolean {
    const free = !this.taken.has(address);
    this.taken.add(address);
    return free;
  }
}
