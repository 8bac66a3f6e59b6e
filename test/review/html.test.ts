import fc from "fast-check";
import { oneLine } from "../../lib/common/clean";
import { toHtml } from "../../lib/review/html";
import { html } from "../../lib/review/html-text";
import { review } from "../../lib/review/review";
import { HOSTILE_NAMES } from "../outputs/hostile-names";
import { hostileName, named } from "./hostile";
import { anImpact, aServer, planOf } from "./plans";

const write = (impact = anImpact()): string =>
  toHtml(review(planOf({ web: {} }, { "terraform_data.web": impact })));
const tagsOf = (page: string): string[] => page.match(/<[^>]*>/g) ?? [];

test("a text becomes text, HTML stays HTML, and nothing stays nothing", () => {
  const text = `<b class="x">&'`;
  expect(html`<i title="${text}">${text}</i>${undefined}${[html`<br>`, html`<hr>`]}${5}`.source).toBe(
    '<i title="&lt;b class=&quot;x&quot;&gt;&amp;&#39;">&lt;b class=&quot;x&quot;&gt;&amp;&#39;</i><br>\n<hr>5',
  );
});

test("whatever a name holds, the page has the same elements, and the name as its text", () => {
  const expected = tagsOf(write(named("name")));
  fc.assert(
    fc.property(hostileName, (name) => {
      fc.pre(oneLine(name) !== "");
      const page = write(named(name));
      expect(tagsOf(page)).toEqual(expected);
      expect(page).toContain(html`<summary><b>${oneLine(name)}</b>`.source);
    }),
    { examples: HOSTILE_NAMES.map((name) => [name]) },
  );
});

test("5,000 servers are all there, and closed", () => {
  const servers = Array.from({ length: 5_000 }, (_, index) => aServer(`server${index}`));
  const page = write(anImpact({ group: { ...anImpact().group, servers } }));
  expect(page.match(/<code>server\d+<\/code>/g)).toHaveLength(5_000);
  expect(page.match(/<details>/g)).toHaveLength(1);
  expect(page.match(/<details open>/g)).toHaveLength(1);
  expect(page).toContain("<li><b>5,001</b> servers</li>");
});

test("what is not known is said to be", () => {
  const { cost: _, changed: __, locationId: ___, ...impact } = anImpact();
  const page = toHtml(
    review(planOf({ web: {}, other: { group: "b".repeat(32) } }, { "terraform_data.web": impact })),
  );
  expect(page).toContain("<li><b>3 or more</b> servers</li>");
  expect(page).toContain("<li><b>not known</b> a month today</li>");
  expect(page).toContain("<dt>Path</dt><dd>DE1 Hardware › Production › Web Applications</dd>");
});

test("a plan without groups, and one that was not surveyed", () => {
  expect(toHtml(review(planOf({})))).toContain("<title>Archive review: nothing to archive</title>");
  const page = toHtml(review(planOf({ web: { card: "Web <Applications>\n  3 servers" } })));
  expect(page).toContain("<pre>Web &lt;Applications&gt;\n  3 servers</pre>");
  expect(page).toContain("<li><b>not known</b> servers</li>");
});

test("servers that the platform counts but does not list are counted, and said to be there", () => {
  const page = write(anImpact({ group: { ...anImpact().group, unlisted: 4 } }));
  expect(page).toContain("<li><b>7</b> servers</li>");
  expect(page).toContain(">4 servers that the platform counts but does not list</p>");
  expect(page).toMatch(/<summary><b>Web Applications<\/b>[^\n]*7 servers/);
});
