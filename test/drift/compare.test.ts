import { compare, type Facts } from "../../lib/drift/compare";
import { cdkCommands, terraformCommands } from "../../lib/terraform/stack-commands";
import { GROUP } from "../construct/stacks";
import { anOpenEntry } from "../survey/groups";

const TARGET = { accountAlias: "ALTD", groupId: GROUP };
const RECORDED = { address: "null_resource.web", target: TARGET, restored: false, tainted: false };
const DECLARED = {
  address: "null_resource.web",
  path: "retirement/web",
  target: TARGET,
  wants: "archived",
  environment: {},
} as const;
const TO_RESTORE = { ...DECLARED, wants: "restored" } as const;
const AS_RESTORED = { ...RECORDED, restored: true };
const DEPLOY = "npx cdktf deploy retirement";
const TAINT = `${process.env.TERRAFORM_BINARY_NAME || "terraform"} -chdir=cdktf.out/stacks/retirement taint null_resource."web" && ${DEPLOY}`;
const FINISH = `archived-group archive --account ALTD --group ${GROUP}`;

const STACK = { name: "retirement", folder: "cdktf.out/stacks/retirement", isDependent: false };

function found(facts: Partial<Facts>) {
  return compare({
    commands: cdkCommands("cdktf", "", STACK),
    declared: DECLARED,
    recorded: RECORDED,
    targetGroupId: undefined,
    live: "archived",
    open: undefined,
    ...facts,
  });
}

test.each<[string, Partial<Facts>]>([
  ["archived and recorded", {}],
  ["archived and recorded", { declared: undefined }],
  ["recorded; the API does not show it any more", { live: "hidden" }],
  ["not applied yet", { recorded: undefined, live: "active" }],
  ["not recorded, and not shown by the API", { recorded: undefined, live: "hidden" }],
  ["restored and recorded", { recorded: AS_RESTORED, declared: TO_RESTORE, live: "active" }],
  ["not applied yet", { recorded: undefined, declared: TO_RESTORE }],
  ["not applied yet", { recorded: undefined, declared: TO_RESTORE, live: "active" }],
  ["archived and recorded", { declared: TO_RESTORE }],
])("%s is no drift: %j", (what, facts) => {
  expect(found(facts)).toEqual({ drift: false, what });
});

test.each<[string, Partial<Facts>, string]>([
  [
    "archived, but not recorded: the next deploy finds that, and sends nothing",
    { recorded: undefined },
    DEPLOY,
  ],
  ["recorded, but the group is active again", { live: "active" }, TAINT],
  [
    "recorded, but the group is active again",
    { live: "active", open: anOpenEntry({ action: "restore" }) },
    TAINT,
  ],
  ["recorded, no longer declared, and active again", { live: "active", declared: undefined }, DEPLOY],
  [
    "recorded, but a restore of it was started and never finished",
    { open: anOpenEntry({ action: "restore", targetGroupId: "0".repeat(32) }) },
    `archived-group restore --account ALTD --group ${GROUP} --target ${"0".repeat(32)}`,
  ],
  [
    "recorded by an apply that was killed: its archive never finished",
    { live: "active", open: anOpenEntry() },
    FINISH,
  ],
  [
    "tainted: its hook was cut off or failed, or somebody tainted it; the group is active",
    { recorded: { ...RECORDED, tainted: true }, live: "active" },
    DEPLOY,
  ],
  [
    "tainted: its hook was cut off or failed, or somebody tainted it; the group is archived",
    { recorded: { ...RECORDED, tainted: true } },
    DEPLOY,
  ],
  ["recorded as restored, but the group is archived", { recorded: AS_RESTORED, declared: TO_RESTORE }, TAINT],
  [
    "recorded as restored, but the group is hidden",
    { recorded: AS_RESTORED, declared: TO_RESTORE, live: "hidden" },
    TAINT,
  ],
  ["recorded as restored, but the group is archived", { recorded: AS_RESTORED }, DEPLOY],
  ["recorded, but the group is active again", { live: "active", declared: TO_RESTORE }, DEPLOY],
  [
    "recorded, but the group is partly restored",
    { live: "partly restored" },
    `archived-group restore --account ALTD --group ${GROUP} && ${TAINT}`,
  ],
  [
    "recorded, but the group is partly restored",
    { live: "partly restored", targetGroupId: "0".repeat(32) },
    `archived-group restore --account ALTD --group ${GROUP} --target ${"0".repeat(32)} && ${TAINT}`,
  ],
  [
    "tainted: its hook was cut off or failed, or somebody tainted it; the group is partly restored",
    { recorded: { ...AS_RESTORED, tainted: true }, live: "partly restored" },
    `archived-group restore --account ALTD --group ${GROUP} && ${DEPLOY}`,
  ],
  [
    "recorded as restored, but the group is partly restored",
    { recorded: AS_RESTORED, live: "partly restored" },
    `archived-group restore --account ALTD --group ${GROUP} && ${DEPLOY}`,
  ],
  [
    "recorded, but a restore of it was started and never finished",
    { live: "partly restored", open: anOpenEntry({ action: "restore" }) },
    `archived-group restore --account ALTD --group ${GROUP}`,
  ],
  ["recorded, but the group is partly restored", { live: "partly restored", declared: TO_RESTORE }, DEPLOY],
  [
    "recorded, no longer declared, and partly restored",
    { live: "partly restored", declared: undefined },
    DEPLOY,
  ],
  [
    "recorded as restored, but the group is partly restored",
    { live: "partly restored", recorded: AS_RESTORED, declared: TO_RESTORE },
    TAINT,
  ],
  [
    "recorded as restored, no longer declared, and archived",
    { recorded: AS_RESTORED, declared: undefined },
    DEPLOY,
  ],
])("%s is drift, and fixed by a command: %j", (what, facts, command) => {
  const { fix, ...finding } = found(facts);
  expect(finding).toEqual({ drift: true, what });
  expect(fix).toBe(command);
});

test("a fix is in the words of what applies the stack", () => {
  const commands = terraformCommands("tofu");
  const recorded = { ...RECORDED, address: 'module.x["a b"].null_resource.web[0]' };
  expect(found({ commands, recorded, live: "active" }).fix).toBe(
    `tofu taint 'module.x["a b"].null_resource.web[0]' && tofu apply`,
  );
  expect(found({ commands, recorded: undefined }).fix).toBe("tofu apply");
});
