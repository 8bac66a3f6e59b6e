import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { TerraformStack, Testing } from "cdktf";
import { ArchivedGroup, type ArchivedGroupProps } from "../../lib";

export const GROUP = "2a5c0b9662cf4fc8bf6180f139facdc0";
export const OTHER_GROUP = "5c0b9662cf4fc8bf6180f139facdc02a";

export function newStack(): TerraformStack {
  return new TerraformStack(Testing.app(), "retirement");
}

/** Declares the archive of one group, with whatever matters to the test. */
export function declare(
  stack: TerraformStack,
  props: Partial<ArchivedGroupProps> = {},
  id = "web",
): ArchivedGroup {
  return new ArchivedGroup(stack, id, { accountAlias: "ALTD", groupId: GROUP, ...props });
}

/** The JSON of a stack; `any`, as tests look at what there is. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export function synth(stack: TerraformStack, validate = true): any {
  return JSON.parse(Testing.synth(stack, validate));
}

/** The environment of the provisioner of the only archived group. */
export function environmentOf(stack: TerraformStack): Record<string, string> {
  const { null_resource: nulls, terraform_data: datas } = synth(stack).resource;
  const { web } = nulls ?? datas;
  return web.provisioner[0]["local-exec"].environment;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) {
    rmSync(folder, { recursive: true });
  }
});

/** An empty folder, removed when the tests of the file are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "archived-group-test-"));
  folders.push(folder);
  return folder;
}

/** A folder with files in it, as real Terraform reads it; it needs neither network nor provider. */
export class TerraformFolder {
  readonly path = temporaryFolder();

  constructor(files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, name)), { recursive: true });
      this.write(name, text);
    }
    this.run("init", "-input=false");
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.path, name), text);
  }

  /** @returns what it printed @throws Error with that, when it fails */
  run(...args: string[]): string {
    const plain = args.includes("-json") ? [] : ["-no-color"];
    const { status, stdout, stderr } = spawnSync(
      process.env.TERRAFORM_BINARY_NAME || "terraform",
      [...args, ...plain],
      {
        cwd: this.path,
        encoding: "utf8",
        env: { PATH: process.env.PATH, HOME: this.path, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" },
      },
    );
    if (status !== 0) {
      throw new Error(`terraform ${args.join(" ")}: ${stdout}${stderr}`);
    }
    return stdout;
  }
}
