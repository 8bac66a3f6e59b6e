import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { oneLine } from "../../lib/common/clean";
import type { ImpactGroup } from "../../lib/contract/impact";
import { MOST_BYTES, toMarkdown } from "../../lib/review/markdown";
import { plain } from "../../lib/review/markdown-text";
import { review } from "../../lib/review/review";
import { HOSTILE_NAMES } from "../outputs/hostile-names";
import { hostileName, named } from "./hostile";
import { anImpact, aServer, type Declared, type Impacts, planOf } from "./plans";
import { tokensOf } from "./rendered";

const write = (declared: Readonly<Record<string, Declared>>, impacts?: Impacts): string =>
  toMarkdown(review(planOf(declared, impacts)));

test("the example in docs/review.md is what is written", () => {
  const docs = readFileSync(join(__dirname, "../../docs/review.md"), "utf8");
  const [, example] = /```markdown\n([\s\S]*?)```\n/.exec(docs) ?? [];
  expect(example).toBe(
    write({ web: {} }, { "terraform_data.web": anImpact({ warnings: ["2 of 3 servers powered on"] }) }),
  );
});

test("a group that was not surveyed shows its card", () => {
  const text = write({ web: { card: "Web Applications\n  ``` 3 servers\n" } });
  expect(text).toContain("\n````text\nWeb Applications\n  ``` 3 servers\n````\n");
});

test("a plan without groups is one sentence", () => {
  expect(write({})).toContain("\n**This plan has no resource that archives or restores a group.**\n");
});

describe("long lists are shortened", () => {
  const many = (servers: number, groups: readonly ImpactGroup[] = []): ImpactGroup => ({
    ...anImpact().group,
    servers: Array.from({ length: servers }, (_, index) => aServer(`server${index}`)),
    groups,
  });

  test("to 50 servers and 50 groups, with the number of the others", () => {
    const group = many(
      60,
      Array.from({ length: 60 }, () => many(2)),
    );
    const text = write({ web: {} }, { "terraform_data.web": anImpact({ group }) });
    expect(text.match(/`server\d+`/g)).toHaveLength(50);
    expect(text).toContain("\n  - … and 10 more servers\n");
    expect(text.match(/… and 2 more servers/g)).toHaveLength(49);
    expect(text).toContain("\n  - … and 11 more groups with 22 servers\n");
    expect(text).toContain("<summary>61 groups, 180 servers</summary>");
  });

  test("with the servers that the platform counts but does not list", () => {
    const counted = { ...many(1), unlisted: 4 };
    const group = many(60, [counted, ...Array.from({ length: 60 }, () => counted)]);
    const text = write({ web: {} }, { "terraform_data.web": anImpact({ group }) });
    expect(text).toContain(`<summary>62 groups, ${60 + 61 * 5} servers</summary>`);
    expect(text).toContain("    - 4 servers that the platform counts but does not list\n");
    expect(text).toContain("\n  - … and 12 more groups with 60 servers\n");
  });

  test.each([
    [1, 5_000],
    [40, 125],
    [400, 12],
    [1_000, 0],
  ])("so that %i groups with %i servers fit into a comment", (groups, servers) => {
    const names = Array.from({ length: groups }, (_, index) => `web${index}`);
    const impact = anImpact({ group: many(servers), warnings: ["x".repeat(1_000)] });
    const text = write(
      Object.fromEntries(names.map((name) => [name, {}])),
      Object.fromEntries(names.map((name) => [`terraform_data.${name}`, impact])),
    );
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST_BYTES);
    const shown = text.match(/^### /gm)?.length ?? 0;
    const [, more = "0"] = /… and (\d+) more groups; `archived-group review --format html`/.exec(text) ?? [];
    expect(shown + Number(more)).toBe(groups);
    expect(shown).toBeGreaterThan(groups > 200 ? 20 : 0);
  });
});

test("indented lines of a message become one line", () => {
  expect(oneLine("What happened:\r\n    archived-group status\n\n  Then deploy.\n")).toBe(
    "What happened: archived-group status Then deploy.",
  );
});

describe("whatever a text holds", () => {
  const shape = (text: string): string[] =>
    tokensOf(text).flatMap(({ type, tag, children }) => [
      `${type} ${tag}`,
      ...(children ?? []).map((child) => `${child.type} ${child.tag}`).filter((one) => !/^text/.test(one)),
    ]);
  const written = (name: string): string => write({ web: {} }, { "terraform_data.web": named(name) });

  test("it shows as it is, on one line, but for what would lead somewhere", () => {
    const shown = (text: string): string => {
      const [, inline] = tokensOf(`x ${plain(oneLine(text))}`);
      return (inline?.children ?? []).map(({ content }) => content).join("");
    };
    for (const text of HOSTILE_NAMES) {
      expect(shown(text).replaceAll("\u200b", "")).toBe(`x ${oneLine(text)}`);
    }
    expect(plain("@team #1")).toBe("@\u200bteam \\#\u200b1");
  });

  test("it is text: no markup, link or HTML comes of it", () => {
    const expected = shape(written("name"));
    expect(expected).toContain("html_block ");
    fc.assert(
      fc.property(hostileName, (name) => {
        fc.pre(oneLine(name) !== "");
        expect(shape(written(name))).toEqual(expected);
      }),
      { numRuns: 300, examples: HOSTILE_NAMES.map((name) => [name]) },
    );
  });
});
