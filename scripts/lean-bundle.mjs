// A plugin for esbuild that keeps out of a bundle what its packages load at their start and nobody here uses.
import { readFileSync } from "node:fs";

const only = (text) => () => text;
const swap =
  (...pairs) =>
  (text) =>
    pairs.reduce((left, [from, to]) => {
      if (!left.includes(from)) throw new Error(`it holds no "${from}" any more`);
      return left.replaceAll(from, to);
    }, text);

/**
 * Files and what they become; as they are, they cost more time than all the rest. `fetch.js` and `FormData` wake up
 * Node's own fetch, form-data brings a table of every media type, http2 is for other servers and xhr for browsers, no
 * redirect is followed, the ways through a proxy are our own (lib/ctl/way.ts), and there is one thread.
 */
const LEAN = {
  "axios/lib/adapters/fetch.js": only("export const getFetch = undefined;"),
  "axios/lib/adapters/xhr.js": only("export default false;"),
  "axios/lib/adapters/http.js": swap(
    ["import http2 from 'http2';", ""],
    ["import HttpsProxyAgent from 'https-proxy-agent';", "class HttpsProxyAgent {}"],
    ["import { getProxyForUrl } from 'proxy-from-env';", "const getProxyForUrl = () => '';"],
  ),
  "axios/lib/helpers/Http2Sessions.js": only("export default class Http2Sessions {}"),
  "axios/lib/helpers/shouldBypassProxy.js": only("export default () => false;"),
  "axios/lib/utils.js": swap(["G.FormData", "undefined"]),
  "follow-redirects/index.js": only("module.exports = {};"),
  "form-data/lib/form_data.js": only("module.exports = class FormData {};"),
  "write-file-atomic/lib/index.js": swap(["require('worker_threads')", "{ threadId: 0 }"]),
};

export const leanBundle = {
  name: "lean-bundle",
  setup({ onLoad, onEnd }) {
    const left = new Set(Object.keys(LEAN));
    onLoad(
      { filter: /node_modules[\\/](axios|follow-redirects|form-data|write-file-atomic)[\\/]/ },
      ({ path }) => {
        const file = path.replaceAll("\\", "/").split("node_modules/").at(-1);
        if (!(file in LEAN)) return undefined;
        left.delete(file);
        return { contents: LEAN[file](readFileSync(path, "utf8")), loader: "js" };
      },
    );
    onEnd(() => {
      if (left.size > 0)
        throw new Error(`nobody loads ${[...left].join(", ")} any more: look at the lean bundle again`);
    });
  },
};
