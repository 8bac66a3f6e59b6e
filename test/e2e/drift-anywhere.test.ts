import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CtlEmulator, WEB_APPLICATIONS } from "../../lib/emulator";
import { Project, TERRAFORM } from "./project";
import { Shell } from "./shell";

jest.setTimeout(600_000);

interface Stage {
  readonly emulator: CtlEmulator;
  readonly project: Project;
  readonly shell: Shell;
}

async function onProject(app: string, play: (stage: Stage) => Promise<void>): Promise<void> {
  const emulator = await CtlEmulator.start({ speed: 1_000 });
  const env = { ARCHIVED_GROUP_CARRIER: "terraform_data", TF_CLI_ARGS_apply: "-auto-approve" };
  const project = await Project.create(emulator, { app, env });
  try {
    await play({ emulator, project, shell: await Shell.open(project) });
  } finally {
    await emulator.stop();
    await project.remove();
  }
}

/** Has the group restored by somebody, and runs the command that drift names for it, as it is printed. */
async function fixed({ emulator, shell }: Stage, folder: string, command: string): Promise<void> {
  const sent = emulator.acceptedArchives().length;
  expect(await shell.run(`cd ${folder} && archived-group drift`)).toMatchObject({ code: 0 });
  emulator.restoreGroup(WEB_APPLICATIONS);
  const { code, output } = await shell.run(`cd ${folder} && archived-group drift`);
  expect(code).toBe(6);
  const [, printed] = /: recorded, but the group is active again\n +\w+: (.*)$/m.exec(output) ?? [];
  expect(printed).toBe(command);
  expect(await shell.run(`cd ${folder} && ${printed}`)).toMatchObject({ code: 0 });
  expect(await shell.run(`cd ${folder} && archived-group drift`)).toMatchObject({ code: 0 });
  expect(emulator.acceptedArchives()).toHaveLength(sent + 1);
}

test("an instance of for_each is found by its declaration, and the printed command archives that one again", async () => {
  await onProject("test/e2e/apps/instances.ts", async (stage) => {
    expect(await stage.shell.run("npx cdktf deploy")).toMatchObject({ code: 0 });
    const stack = "cdktf.out/stacks/retirement";
    const address = `'null_resource.web["it'\\''s web"]'`;
    await fixed(stage, ".", `${TERRAFORM} -chdir=${stack} taint ${address} && npx cdktf deploy retirement`);
    // Of what is not declared any more the deploy alone is named.
    const path = join(stage.project.stackFolder, "cdk.tf.json");
    const { resource, ...others } = JSON.parse(await readFile(path, "utf8"));
    expect(Object.keys(resource.null_resource)).toEqual(["web"]);
    await writeFile(path, JSON.stringify(others));
    stage.emulator.restoreGroup(WEB_APPLICATIONS);
    const { output } = await stage.shell.run("archived-group drift");
    expect(output).toMatch(/no longer declared, and active again\n +\w+: npx cdktf deploy retirement\n/);
  });
});

test("a synthesized stack that plain Terraform uses as a module is read there, and put right by Terraform", async () => {
  await onProject("test/e2e/apps/portable.ts", async (stage) => {
    const { project, shell } = stage;
    expect(await shell.run("npx cdktf synth")).toMatchObject({ code: 0 });
    const infra = join(project.folder, "infra");
    await mkdir(infra);
    await project.copyOfStack("infra/stack");
    const module = 'module "old" {\n  source   = "./stack"\n  for_each = toset(["a b"])\n}\n';
    await writeFile(join(infra, "main.tf"), module);
    const { code, output } = await shell.run("cd infra && archived-group drift");
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("not applied yet") });
    expect(await shell.run("cd infra && terraform apply")).toMatchObject({ code: 0 });
    const address = `'module.old["a b"].terraform_data.web'`;
    await fixed(stage, "infra", `${TERRAFORM} taint ${address} && ${TERRAFORM} apply`);
  });
});

test("the copy of a stack that plain Terraform applies is put right by Terraform", async () => {
  await onProject("test/e2e/apps/portable.ts", async (stage) => {
    expect(await stage.shell.run("npx cdktf synth")).toMatchObject({ code: 0 });
    await stage.project.copyOfStack("elsewhere");
    expect(await stage.shell.run("cd elsewhere && terraform init && terraform apply")).toMatchObject({
      code: 0,
    });
    const taint = `${TERRAFORM} taint terraform_data."web"`;
    await fixed(stage, "elsewhere", `${taint} && ${TERRAFORM} apply`);
  });
});

test("a project of CDK Terrain is told to deploy by its own command", async () => {
  await onProject("examples/cdk-terrain.ts", async (stage) => {
    // The one command line that is installed here runs apps of both CDKs.
    expect(await stage.shell.run("npx cdktn deploy")).toMatchObject({ code: 0 });
    const taint = `${TERRAFORM} -chdir=cdktf.out/stacks/retirement taint null_resource."web"`;
    await fixed(stage, ".", `${taint} && npx cdktn deploy retirement`);
  });
});
