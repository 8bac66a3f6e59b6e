import { TerraformOutput, TerraformVariable } from "cdktf";
import { UsageError } from "../../lib";
import type { Recorded } from "../../lib/construct/carriers/carrier";
import { declaredRestore, destroyTimeRestore } from "../../lib/construct/restore-variables";
import { NOTHING_RECORDED, recordedOf } from "../../lib/construct/survey/recorded";
import { quoteForExpression } from "../../lib/construct/template";
import type { Impact, ImpactGroup, ImpactServer } from "../../lib/contract/impact";
import { card, cardOfUnseen } from "../../lib/survey/card";
import { PIN } from "../contract/pins";
import { GROUP, newStack, OTHER_GROUP, synth, TerraformFolder } from "./stacks";

const PARENT = "213d687f8cb71f54dca084cc6629815c";
const ELSEWHERE = "e".repeat(32);

const TOKEN = new TerraformVariable(newStack(), "group", {}).stringValue;

const server = (id: string): ImpactServer => ({
  id,
  name: id.toUpperCase(),
  status: "active",
  power: "started",
});
const SHOP: ImpactGroup = {
  id: GROUP,
  name: "Shop  of the year",
  servers: [server("web01")],
  groups: [
    { id: OTHER_GROUP, name: "b", servers: [server("shop01")], groups: [] },
    { id: "c".repeat(32), name: "C  D", servers: [server("db01")], groups: [] },
  ],
};

/** What the hook is told at the destroy of a group, of which the state holds this card. */
interface Case {
  readonly group?: string;
  /** The declared one, where the group that goes is another one. */
  readonly declared?: string;
  readonly card: string;
  /** What is recorded beside the card; absent in a state that release 0.1 has written. */
  readonly recorded?: Recorded;
  readonly restoreTo?: string;
  readonly pin?: typeof PIN;
  readonly state?: string;
}

/** What the hook is told. */
interface Told {
  readonly target: string;
  readonly evidence: string;
  readonly servers: string;
  /** What the object that goes was for. */
  readonly state: string;
  /** What else is declared, where that matters. */
  readonly declared: string;
}

const DECLARED = "v1.abcdef";

/** As the real Terraform evaluates it; `self` stands in the state, which an output does not see. */
function toldAtDestroy(cases: readonly Case[]): readonly Told[] {
  const stack = newStack();
  for (const [index, one] of cases.entries()) {
    const { group = GROUP, declared = group, card, recorded, restoreTo, pin, state } = one;
    const self = {
      groupId: quoteForExpression(group),
      state: quoteForExpression(state ?? "archived"),
      card: quoteForExpression(card),
      recorded: (key: keyof Recorded) =>
        `${JSON.stringify(recorded ?? {}).replaceAll("${", "$${")}["${key}"]`,
    };
    const target = { groupId: declared, restoreTo, pin, declared: () => DECLARED };
    new TerraformOutput(stack, `case${index}`, { value: destroyTimeRestore(self, target) });
  }
  const folder = new TerraformFolder({
    "a.tf.json": JSON.stringify({ output: synth(stack).output }),
  });
  folder.run("apply", "-auto-approve", "-input=false");
  const read = JSON.parse(folder.run("output", "-json"));
  return cases.map((_, index) => {
    const { value } = read[`case${index}`];
    return {
      target: value.ARCHIVED_GROUP_RESTORE_TO,
      evidence: value.ARCHIVED_GROUP_EVIDENCE,
      servers: value.ARCHIVED_GROUP_SERVERS,
      state: value.ARCHIVED_GROUP_DESTROYED,
      declared: value.ARCHIVED_GROUP_DECLARED,
    };
  });
}

function impact(more: Partial<Impact> = {}, name = "Web Applications"): Impact {
  return {
    accountAlias: "ALTD",
    groupId: GROUP,
    endpoint: "https://api.ctl.io",
    seenAt: "2026-11-25T19:00:00Z",
    source: "survey",
    path: ["DE1 Hardware"],
    parentId: PARENT,
    wants: "archived",
    archived: false,
    asWanted: false,
    guardrails: [],
    warnings: [],
    notKnown: [],
    group: { id: GROUP, name, servers: [], groups: [] },
    ...more,
  };
}

describe("at destroy", () => {
  // Cards without anything beside them are those of states that release 0.1 has written.
  const ours = { target: PARENT, evidence: "what the state has recorded" };
  const nothing = { target: "", evidence: "" };
  const pinned = {
    target: PIN.parentId,
    evidence: "the pinned scope",
    servers: PIN.servers.map(({ id }) => id).join(" "),
  };
  const archivedBefore = card(impact({ archived: true }));
  const { parentId: _, ...pinOfArchived } = PIN;

  const CASES: Readonly<Record<string, Case & { readonly told: object }>> = {
    "the card tells where the group was, and that it was archived with it": {
      card: card(impact()),
      told: ours,
    },
    "a card of a group that was archived already is no evidence": { card: archivedBefore, told: nothing },
    "nor is one of a restore": { card: card(impact({ wants: "restored", archived: true })), told: nothing },
    "nor is one of a group that nobody saw": {
      card: cardOfUnseen(GROUP, "no credentials", new Date(0)),
      told: nothing,
    },
    "nor is no card": { card: "", told: nothing },
    "restoreTo goes before the card, and is no evidence": {
      card: archivedBefore,
      restoreTo: ELSEWHERE,
      told: { target: ELSEWHERE, evidence: "" },
    },
    "restoreTo is of the declared group: one that it takes the place of goes where its own card says": {
      card: card(impact()),
      group: OTHER_GROUP,
      declared: GROUP,
      restoreTo: ELSEWHERE,
      told: ours,
    },
    "where only Terraform knows which group is declared, a card that tells is of another one": {
      card: card(impact()),
      declared: TOKEN,
      restoreTo: ELSEWHERE,
      told: ours,
    },
    "and where the card does not tell, restoreTo is of any": {
      card: cardOfUnseen(undefined, "its id is known only when the plan is applied", new Date(0)),
      declared: TOKEN,
      restoreTo: ELSEWHERE,
      told: { ...nothing, target: ELSEWHERE },
    },
    "servers are those of the card, in all groups": {
      card: card(impact({ group: SHOP })),
      told: { ...ours, servers: "web01 shop01 db01" },
    },
    "or those of the pin, for the declared group": {
      card: card(impact({ group: SHOP })),
      pin: PIN,
      told: pinned,
    },
    "what was restored is said to be": {
      card: card(impact({ wants: "restored" })),
      state: "restored",
      told: { ...ours, evidence: "", state: "restored" },
    },
    "a pin tells both where there is no card": { card: "", pin: PIN, told: pinned },
    "a pin of another group tells nothing of the one that goes": {
      card: card(impact()),
      group: OTHER_GROUP,
      declared: GROUP,
      pin: PIN,
      told: ours,
    },
    "a pin of a group that was archived already is no evidence": {
      card: archivedBefore,
      pin: pinOfArchived,
      told: { ...nothing, servers: pinned.servers },
    },
    "a long name of the parent does not cut off its id": {
      card: card(impact({ path: ["x".repeat(500)] })),
      told: ours,
    },
  };

  const HOSTILE = [
    "archives    5 servers in 3 groups",
    `parent      DE1 Hardware (${ELSEWHERE})`,
    `x\nparent      DE1 Hardware (${ELSEWHERE})\narchives    5 servers in 3 groups\n`,
    `x\u2028archives    5 servers\u0085parent      x (${ELSEWHERE})`,
    `\${path.module} %{ if true }archives  %{ endif } (${ELSEWHERE})`,
    `(${ELSEWHERE})`,
    '"\\',
  ];

  const LOOKALIKE = impact({
    group: { ...SHOP, groups: [{ ...SHOP, name: "de1altdweb10  x", groups: [] }] },
  });
  const many = impact({
    group: { ...SHOP, servers: Array.from({ length: 500 }, (_, at) => server(`web${at}`)) },
  });
  const RECORDED: Readonly<Record<string, Case & { readonly told: object }>> = {
    "what is recorded tells all of it, without a word of the card": {
      card: "",
      recorded: recordedOf(impact({ group: SHOP })),
      told: { ...ours, servers: "web01 shop01 db01" },
    },
    "what is recorded of an archived group is no evidence, whatever the card says": {
      card: card(impact()),
      recorded: recordedOf(impact({ archived: true })),
      told: nothing,
    },
    "nor is what is recorded of one that nobody saw": {
      card: card(impact()),
      recorded: NOTHING_RECORDED,
      told: nothing,
    },
    "a sub-group with the name of a server is no server": {
      card: card(LOOKALIKE),
      recorded: recordedOf(LOOKALIKE),
      told: { ...ours, servers: "web01 web01" },
    },
    "of many servers all are told": {
      card: card(many),
      recorded: recordedOf(many),
      told: { ...ours, servers: recordedOf(many).servers },
    },
    "restoreTo goes before what is recorded": {
      card: "",
      recorded: recordedOf(impact()),
      restoreTo: ELSEWHERE,
      told: { ...ours, target: ELSEWHERE },
    },
    "where only Terraform knows which group is declared, restoreTo is of one of which nothing is recorded": {
      card: "",
      recorded: NOTHING_RECORDED,
      declared: TOKEN,
      restoreTo: ELSEWHERE,
      told: { ...nothing, target: ELSEWHERE },
    },
  };

  const named = HOSTILE.flatMap((name): [string, Case & { readonly told: object }][] => [
    [`active: ${name}`, { card: card(impact({ path: [name] }, name)), told: ours }],
    [
      `archived: ${name}`,
      { card: card(impact({ path: [name], archived: true, warnings: [name] }, name)), told: nothing },
    ],
    [`not seen: ${name}`, { card: cardOfUnseen(GROUP, name, new Date(0)), told: nothing }],
  ]);

  test("all of this is what the real Terraform makes of it, whatever groups are called", () => {
    const all = [...Object.entries(CASES), ...Object.entries(RECORDED), ...named];
    const told = toldAtDestroy(all.map(([, one]) => one));
    expect(told.map((one, index) => [all[index]?.[0], one])).toEqual(
      all.map(([name, one]) => [
        name,
        { servers: "", state: "archived", declared: one.declared ? DECLARED : "", ...one.told },
      ]),
    );
  });

  test("a target that only Terraform knows is refused: there it knows no other resource", () => {
    const token = new TerraformVariable(newStack(), "target", {}).stringValue;
    const self = {
      groupId: "self.group_id",
      state: "self.state",
      card: "self.impact",
      recorded: (key: string) => `self.${key}`,
    };
    const target = { groupId: GROUP, restoreTo: token, pin: undefined, declared: () => "v1." };
    expect(() => destroyTimeRestore(self, target)).toThrow(UsageError);
  });
});

describe("of a declaration that asks for it", () => {
  test("the declaration is the evidence, and the pin tells where the group was", () => {
    expect(declaredRestore(undefined, undefined)).toEqual({ ARCHIVED_GROUP_EVIDENCE: "the declaration" });
    expect(declaredRestore(undefined, PIN)).toMatchObject({ ARCHIVED_GROUP_RESTORE_TO: PIN.parentId });
  });

  test("restoreTo goes before the pin, and may be known only to Terraform", () => {
    expect(declaredRestore(ELSEWHERE, PIN)).toMatchObject({
      ARCHIVED_GROUP_RESTORE_TO: ELSEWHERE,
    });
    const token = new TerraformVariable(newStack(), "target", {}).stringValue;
    expect(declaredRestore(token, PIN)).toMatchObject({ ARCHIVED_GROUP_RESTORE_TO: token });
  });
});
