import { FAULT_WORDS, INFERRED } from "../../lib/emulator";
import { routes } from "../../lib/emulator/api/actions";

const cell = (text: string): string => text.replaceAll("|", "\\|");
const row = (...cells: string[]): string => `| ${cells.map(cell).join(" | ")} |`;
const table = (...rows: string[][]): string =>
  [rows[0] as string[], (rows[0] as string[]).map(() => "---"), ...rows.slice(1)]
    .map((cells) => row(...cells))
    .join("\n");

/** The tables of docs/emulator.md, as they must be there. */
export const TABLES = {
  calls: (): string => {
    const paths = new Map<string, { name: string; methods: string[] }>();
    for (const { name, method, path } of routes.filter((route) => route.name !== "notEmulated")) {
      const known = paths.get(`${path} ${name}`);
      if (known) known.methods.push(method);
      else paths.set(`${path} ${name}`, { name, methods: [method] });
    }
    return table(
      ["methods", "path", "route, as faults name it"],
      ...[...paths].map(([key, { name, methods }]) => [
        methods.join(" "),
        `\`${(key.split(" ")[0] as string).replace(/:(\w+)/g, "{$1}")}\``,
        `\`${name}\``,
      ]),
    );
  },
  effects: (): string =>
    table(
      ["effect", "what happens", "for example", "in JSON"],
      ...FAULT_WORDS.map(({ word, about, example, effect }) => [
        `\`${word}\``,
        about,
        `\`${example}\``,
        `\`${JSON.stringify(effect)}\``,
      ]),
    ),
  inferred: (): string =>
    table(
      ["behaviour", "grade", "from", "switch"],
      ...INFERRED.map(({ what, grade, evidence, switch: one }) => [
        what,
        grade,
        evidence,
        one ? (one.flag ? `\`${one.flag}\`: ${one.values.join(" or ")}` : `option \`${one.option}\``) : "",
      ]),
    ),
};
