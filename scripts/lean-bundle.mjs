// A plugin for esbuild that keeps out of a bundle what axios loads and nobody here uses.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What axios loads at its start and the hook never uses; it costs more time than all the rest. `fetch.js` and
 * `FormData` wake up Node's own fetch, form-data brings a table of every media type, and http2 is for other servers.
 */
const unused = [
  [join("axios", "lib", "adapters", "fetch.js"), () => "export const getFetch = undefined;"],
  [join("axios", "lib", "utils.js"), (text) => text.replaceAll("G.FormData", "undefined")],
  [join("axios", "lib", "adapters", "http.js"), (text) => text.replace("import http2 from 'http2';", "")],
  [join("axios", "lib", "helpers", "Http2Sessions.js"), () => "export default class Http2Sessions {}"],
  [join("form-data", "lib", "form_data.js"), () => "module.exports = class FormData {};"],
];
export const leanAxios = {
  name: "lean-axios",
  setup({ onLoad, onEnd }) {
    const left = new Set(unused.map(([file]) => file));
    onLoad({ filter: /node_modules[\\/](axios|form-data)[\\/]/ }, ({ path }) => {
      const [file, without] = unused.find(([name]) => path.endsWith(name)) ?? [];
      if (!file) return undefined;
      const text = readFileSync(path, "utf8");
      const contents = without(text);
      if (contents !== text) left.delete(file);
      return { contents, loader: "js" };
    });
    onEnd(() => {
      if (left.size > 0)
        throw new Error(`axios has changed: ${[...left].join(", ")} has to be looked at again`);
    });
  },
};
