import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import type { ArchivedGroup, ArchivedGroupProps } from "../../../lib";
import { formatScope, MOST_APPROVED } from "../../../lib/archival/approved-scope";
import { approvedIds, type Pin } from "../../../lib/contract/pin";
import { formatPins } from "../../../lib/contract/scope-file";
import { PIN } from "../../contract/pins";
import { declare, OTHER_GROUP, synth, temporaryFolder } from "../stacks";

/** A stack of a project that has this scope file. */
function pinnedStack(scopeFile = formatPins([PIN])): TerraformStack {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "archived-group.scope.json"), scopeFile);
  const app = new App({ outdir: folder, context: { cdktfJsonPath: join(folder, "cdktf.json") } });
  return new TerraformStack(app, "retirement");
}

// biome-ignore lint/suspicious/noExplicitAny: JSON of Terraform
const resourceOf = (stack: TerraformStack): any => synth(stack, false).resource.null_resource.web;
const errorsOf = ({ node }: ArchivedGroup): string[] =>
  node.metadata.flatMap(({ type, data }) => (type === "@cdktf/error" ? [String(data)] : []));
const declared = (stack: TerraformStack, props: Partial<ArchivedGroupProps> = {}): ArchivedGroup =>
  declare(stack, props);

test("a pinned group shows what is pinned, is fenced by it, and held to its endpoint, without anybody being asked", () => {
  const stack = pinnedStack();
  expect(errorsOf(declared(stack, { requirePin: true }))).toEqual([]);
  const { triggers, provisioner } = resourceOf(stack);
  expect(triggers.impact).toMatch(
    /^Web Applications \(2a5c\w+\), as pinned, planned .*Z\n! not surveyed: survey\(app\) was not awaited\n/,
  );
  expect(triggers.impact).toContain("\n    Storefront\n      de1altdshop01  4 CPU");
  const { environment } = provisioner[0]["local-exec"];
  expect(environment.ARCHIVED_GROUP_SCOPE).toBe(formatScope(approvedIds(PIN)));
  expect(environment.ARCHIVED_GROUP_ENDPOINT).toBe("https://api.ctl.io");
});

test("guardrails are held against what is pinned, and those that only Terraform knows are called not known", () => {
  const stack = pinnedStack();
  const expectedName = new TerraformVariable(stack, "name", {}).stringValue;
  declared(stack, { expectedName, maxServers: 1, protectedNames: ["*production*"] });
  const { impact } = resourceOf(stack).triggers;
  expect(impact).toContain(
    "\nguardrail   maxServers: REFUSES (2 servers would be archived, maxServers allows 1)\n",
  );
  expect(impact).toContain("\nguardrail   protectedNames: passes (");
  expect(impact).toContain(
    "\nnot known   whether expectedName holds, which the apply checks: only Terraform knows its value\n",
  );
});

test("the declaration's own endpoint goes before the pinned one", () => {
  const stack = pinnedStack();
  declared(stack, { endpoint: "https://other.example" });
  expect(resourceOf(stack).provisioner[0]["local-exec"].environment.ARCHIVED_GROUP_ENDPOINT).toBe(
    "https://other.example",
  );
});

test("another group is not pinned: requirePin is an error that names it", () => {
  const stack = pinnedStack();
  expect(errorsOf(declared(stack, { groupId: OTHER_GROUP, requirePin: true }))).toEqual([
    `requirePin is set, but the scope of group ${OTHER_GROUP} is not pinned; run "archived-group pin" and commit archived-group.scope.json`,
  ]);
  expect(resourceOf(stack).triggers).not.toHaveProperty("impact");
});

test("a group whose id only Terraform knows cannot be pinned", () => {
  const stack = pinnedStack();
  const groupId = new TerraformVariable(stack, "group", {}).stringValue;
  const [error] = errorsOf(declared(stack, { groupId, requirePin: true }));
  expect(error).toContain(
    "a group whose id only Terraform knows cannot be pinned; declare it by a literal id, or without requirePin",
  );
});

test("as many servers as the fence says fit into it, and what does not is an error that says what to do", () => {
  const servers = (many: number): Pin => ({
    ...PIN,
    servers: Array.from({ length: many }, (_, index) => {
      const id = `de1altdweb${index}`;
      return { id, name: id.toUpperCase(), in: PIN.groupId };
    }),
  });
  // With the one sub-group.
  const fits = pinnedStack(formatPins([servers(MOST_APPROVED - 1)]));
  expect(errorsOf(declared(fits))).toEqual([]);
  const tooMany = pinnedStack(formatPins([servers(MOST_APPROVED)]));
  expect(errorsOf(declared(tooMany))).toEqual([
    "the scope of 21801 servers and sub-groups does not fit into one variable of the environment (128 KiB); declare its sub-groups instead, each with at most 21,800",
  ]);
  const { environment } = resourceOf(tooMany).provisioner[0]["local-exec"];
  expect(environment).not.toHaveProperty("ARCHIVED_GROUP_SCOPE");
  const { ARCHIVED_GROUP_SCOPE: scope } = resourceOf(fits).provisioner[0]["local-exec"].environment;
  // What one variable may hold, by Linux (MAX_ARG_STRLEN, execve(2)).
  const env = { ARCHIVED_GROUP_SCOPE: scope };
  expect(spawnSync(process.execPath, ["-e", ""], { env })).toMatchObject({ status: 0 });
});

test("just as much as fits is started by the system, in both senses", () => {
  const room = 128 * 1024 - "ARCHIVED_GROUP_SCOPE=".length - 1;
  const started = (length: number): number | null =>
    spawnSync(process.execPath, ["-e", ""], { env: { ARCHIVED_GROUP_SCOPE: "x".repeat(length) } }).status;
  expect(started(room)).toBe(0);
  const { platform } = process;
  expect(platform === "linux" ? started(room + 1) : null).toBeNull();
});

test("an unusable scope file fails the declaration, at its line", () => {
  expect(() => declared(pinnedStack("<<<<<<< ours\n"))).toThrow(/scope\.json holds a merge conflict; fix it/);
});
