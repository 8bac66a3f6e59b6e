import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../construct/stacks";

/** What a stack says of a group, as it is synthesized. */
export interface StackContent {
  readonly resource?: Readonly<Record<string, unknown>>;
}

/** The resource of a declared group, as the construct synthesizes it. */
export function aResource(
  groupId: string,
  path = "retirement/web/Default",
  endpoint?: string,
): Record<string, unknown> {
  const environment = {
    ARCHIVED_GROUP_ACCOUNT: "ALTD",
    ARCHIVED_GROUP_ID: groupId,
    ...(endpoint && { ARCHIVED_GROUP_ENDPOINT: endpoint }),
  };
  return {
    "//": { metadata: { path } },
    triggers_replace: { account_alias: "ALTD", group_id: groupId },
    provisioner: [{ "local-exec": { interpreter: ["node"], command: "archive", environment } }],
  };
}

/** A project whose app is a script of Node, and whose stacks are synthesized already. */
export function cdktfFolder(
  stacks: Readonly<Record<string, StackContent>> = {},
  app = "process.exit(0)",
): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "app.cjs"), app);
  writeFileSync(
    join(folder, "cdktf.json"),
    JSON.stringify({ app: `"${process.execPath}" app.cjs`, output: "out", context: { answer: 42 } }),
  );
  writeStacks(join(folder, "out"), stacks);
  return folder;
}

/** What `cdktf synth` leaves. */
export function writeStacks(output: string, stacks: Readonly<Record<string, StackContent>>): void {
  const manifest: Record<string, unknown> = {};
  for (const [name, content] of Object.entries(stacks)) {
    const workingDirectory = join("stacks", name);
    mkdirSync(join(output, workingDirectory), { recursive: true });
    writeFileSync(join(output, workingDirectory, "cdk.tf.json"), JSON.stringify(content));
    manifest[name] = { workingDirectory, synthesizedStackPath: join(workingDirectory, "cdk.tf.json") };
  }
  mkdirSync(output, { recursive: true });
  writeFileSync(join(output, "manifest.json"), JSON.stringify({ stacks: manifest }));
}

/** An app, as a script of Node, that declares these groups. */
export function declaring(...groupIds: string[]): string {
  return declaringAll(...groupIds.map((id, index) => aResource(id, `retirement/g${index}/Default`)));
}

/** An app, as a script of Node, that declares these resources. */
export function declaringAll(...resources: Record<string, unknown>[]): string {
  const named = resources.map((resource, index) => [`g${index}`, resource]);
  const content = { resource: { terraform_data: Object.fromEntries(named) } };
  const stacks = { retirement: { workingDirectory: ".", synthesizedStackPath: "stack.json" } };
  return `
    const { writeFileSync } = require("node:fs");
    const to = process.env.CDKTF_OUTDIR;
    writeFileSync(to + "/stack.json", ${JSON.stringify(JSON.stringify(content))});
    writeFileSync(to + "/manifest.json", ${JSON.stringify(JSON.stringify({ stacks }))});`;
}
