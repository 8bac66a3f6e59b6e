import dns from "node:dns";

/** Nobody knows any name but this machine's, however DNS is where the test runs. */
export function withoutNetwork(code = "ENOTFOUND"): jest.SpyInstance {
  const { lookup } = dns;
  return jest.spyOn(dns, "lookup").mockImplementation(((hostname: string, ...rest: never[]) => {
    if (!/\.(example|invalid)$/.test(hostname)) return lookup(hostname, ...(rest as unknown as [never]));
    const answered = rest.at(-1) as unknown as (error: Error) => void;
    const error = new Error(`getaddrinfo ${code} ${hostname}`);
    return process.nextTick(answered, Object.assign(error, { code, hostname, syscall: "getaddrinfo" }));
  }) as never);
}
