/**
 * Stands in the bundles for packages that axios imports and the client never uses (scripts/build.mjs). They cost a third of
 * the hook's start-up: form-data has a table of every media type, https-proxy-agent loads `debug`, http2 is for other
 * servers. The client follows no redirect, and lib/ctl/way.ts opens the ways through a proxy.
 */
export default function notBundled() {
  throw new Error("the bundle holds nothing of this package: scripts/not-bundled.mjs says why");
}
export { notBundled as getProxyForUrl };
