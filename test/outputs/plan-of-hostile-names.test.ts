import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type App, TerraformStack, Testing } from "cdktf";
import { ArchivedGroup, type ArchivedGroupProps, survey } from "../../lib";
import { clean, oneLine } from "../../lib/common/clean";
import { pinOf } from "../../lib/contract/pin";
import { formatPins } from "../../lib/contract/scope-file";
import { CtlEmulator } from "../../lib/emulator";
import { FORMATS, review } from "../../lib/review/review";
import { synth, TerraformFolder, temporaryFolder } from "../construct/stacks";
import { HOSTILE_NAMES } from "./hostile-names";
import { hasCommand, ordersIn } from "./log-orders";

jest.setTimeout(180_000);

const idOf = (index: number): string => String(index).padStart(32, "0");
/** Every text that is anywhere in JSON, keys as well. */
const textsIn = (value: unknown): string[] =>
  typeof value === "object" && value !== null
    ? [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(textsIn)]
    : [String(value)];

let emulator: CtlEmulator;
const saved = { ...process.env };

beforeAll(async () => {
  const groups = HOSTILE_NAMES.map((name, index) => ({
    id: idOf(index),
    name,
    servers: [{ name: `S${index}` }],
    groups: [{ id: `f${idOf(index).slice(1)}`, name }],
  }));
  const account = { alias: "ALTD", dataCenters: [{ id: "DE1", name: "DE1", groups }] };
  emulator = await CtlEmulator.start({ account });
  process.env.CLC_BASE_URL = emulator.url;
  process.env.CLC_USERNAME = emulator.username;
  process.env.CLC_PASSWORD = emulator.password;
  process.env.ARCHIVED_GROUP_STATE_DIR = join(temporaryFolder(), "state");
});

afterAll(async () => {
  process.env = { ...saved };
  await emulator.stop();
});

/** An app that declares them all. */
function declared(
  props: Partial<ArchivedGroupProps> = {},
  context = {},
): { app: App; stack: TerraformStack } {
  const app = Testing.app({ context });
  const stack = new TerraformStack(app, "retirement");
  for (const [index] of HOSTILE_NAMES.entries()) {
    const target = { accountAlias: "ALTD", groupId: idOf(index), carrier: "terraform_data" } as const;
    new ArchivedGroup(stack, `g${index}`, { ...target, ...props });
  }
  return { app, stack };
}

const annotationsOf = (app: App): string[] =>
  app.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata.flatMap(({ type, data }) => (type.startsWith("@cdktf/") ? [data] : [])),
    );

test("a real Terraform plans, shows and checks groups with hostile names, and nothing of it gives orders to a log", async () => {
  const { app, stack } = declared();
  expect(await survey(app)).toHaveLength(HOSTILE_NAMES.length);
  expect(annotationsOf(app)).toEqual([]);
  const json = synth(stack);
  expect(
    textsIn(json)
      .flatMap((text) => text.split("\n"))
      .filter(hasCommand),
  ).toEqual([]);
  const { check, ...unchecked } = structuredClone(json);
  const recorded = Object.values<{ input: { card: string }; provisioner?: unknown }>(
    unchecked.resource.terraform_data,
  );
  expect(
    recorded.map(({ input }) => input.card).flatMap((card) => card.split("\n").flatMap(ordersIn)),
  ).toEqual([]);

  const folder = new TerraformFolder({ "cdk.tf.json": JSON.stringify(json, null, 2) });
  const plan = folder.run("plan", "-out=plan", "-input=false");
  expect(plan).toContain(`${HOSTILE_NAMES.length} to add`);
  expect(ordersIn(plan)).toEqual([]);
  const shown = folder.run("show", "-json", "plan");
  expect(shown.split("\n").filter(hasCommand)).toEqual([]);
  const { groups } = review(shown);
  expect(groups.map(({ title }) => title).sort()).toEqual(HOSTILE_NAMES.map(oneLine).sort());
  for (const write of Object.values(FORMATS)) {
    expect(ordersIn(write(review(shown)).replaceAll("\u200b", ""))).toEqual([]);
  }

  // The state says that all of them were archived, by an older card.
  for (const resource of recorded) {
    resource.input.card = "an older card";
    delete resource.provisioner;
  }
  writeFileSync(join(folder.path, "cdk.tf.json"), JSON.stringify(unchecked));
  folder.run("apply", "-auto-approve", "-input=false");
  writeFileSync(join(folder.path, "cdk.tf.json"), JSON.stringify(json, null, 2));
  const warned = folder.run("plan", "-input=false");
  // Terraform wraps lines wherever they are too long.
  const warnings = warned.replace(/\s+/g, " ").match(/is active, but the state says that it is archived\./g);
  expect(warnings).toHaveLength(HOSTILE_NAMES.length);
  expect(ordersIn(warned)).toEqual([]);
});

test("a guardrail that holds is an annotation without orders", async () => {
  const { app } = declared({ expectedName: "other", protectedNames: ["*"] });
  await survey(app);
  const annotations = annotationsOf(app);
  expect(annotations.length).toBe(2 * HOSTILE_NAMES.length);
  expect(annotations.flatMap(ordersIn)).toEqual([]);
  expect(annotations).toContainEqual(expect.stringContaining(clean("##[group]all that follows")));
});

test("what is pinned and cannot be asked for gives none, either", async () => {
  const { app } = declared();
  const pins = (await survey(app)).map(pinOf);
  const folder = temporaryFolder();
  const text = formatPins(pins);
  expect(text.split("\n").filter(hasCommand)).toEqual([]);
  writeFileSync(join(folder, "archived-group.scope.json"), text);
  process.env.CLC_BASE_URL = "http://127.0.0.1:9";
  const offline = declared({}, { cdktfJsonPath: join(folder, "cdktf.json") });
  await survey(offline.app);
  process.env.CLC_BASE_URL = emulator.url;
  const json = synth(offline.stack);
  expect(json.resource.terraform_data.g0.input.card).toContain("as pinned");
  expect(
    textsIn(json)
      .flatMap((one) => one.split("\n"))
      .filter(hasCommand),
  ).toEqual([]);
  expect(annotationsOf(offline.app).flatMap(ordersIn)).toEqual([]);
  new TerraformFolder({ "cdk.tf.json": JSON.stringify(json, null, 2) }).run("plan", "-input=false");
});
