import { BlockList, isIP } from "node:net";
import { domainToASCII } from "node:url";

const PORTS: Readonly<Record<string, string>> = { "http:": "80", "https:": "443" };

/**
 * Whether `NO_PROXY` takes an address out, by the rules that Terraform itself goes by (Go, `golang.org/x/net/http/httpproxy`):
 * a domain stands for what is below it as well, one that begins with a dot only for what is below; `*` for everything;
 * addresses may be networks (`10.0.0.0/8`), and each entry may end with a port.
 *
 * @param noProxy entries with commas or spaces between them
 */
export function takesOut(noProxy: string, url: URL): boolean {
  const host = plainHost(url.hostname);
  const port = url.port || PORTS[url.protocol];
  return noProxy.split(/[\s,]+/).some((entry) => {
    // An IPv6 address has colons of its own, and a port only behind brackets.
    const [, name = "", entryPort] = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [entry, entry];
    return (entryPort === undefined || entryPort === port) && matches(name.toLowerCase(), host);
  });
}

function matches(name: string, host: string): boolean {
  if (name === "" || name === "*") {
    return name === "*";
  }
  if (isIP(host) !== 0) {
    return isWithin(host, name);
  }
  const suffix = /^\*?(\..+)$/.exec(name)?.[1];
  const domain = plainHost(domainToASCII(suffix?.slice(1) ?? name));
  return (
    !name.includes("/") &&
    domain !== "" &&
    (host.endsWith(`.${domain}`) || (host === domain && suffix === undefined))
  );
}

function isWithin(host: string, name: string): boolean {
  const [, network = "", bits] = /^([^/]*)(?:\/(\d+))?$/.exec(name) ?? [];
  const address = plainHost(network);
  const list = new BlockList();
  try {
    if (bits === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(bits), familyOf(address));
  } catch {
    return false; // a name, or no address at all
  }
  return list.check(host, familyOf(host));
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}

function plainHost(hostname: string): string {
  return hostname.replace(/^\[|\]$|\.$/g, "");
}
