import { basename, relative, resolve } from "node:path";
import { findProjectFolder } from "../common/project-folder";
import { UsageError } from "../common/usage-error";
import { cdkOf } from "./cdk";
import { readProject } from "./cdktf-project";
import { cdkCommands, type StackCommands, terraformBinary, terraformCommands } from "./stack-commands";
import { readStacks } from "./synthesized-stacks";
import { engineIn, isTerraformFolder } from "./terraform-folder";

/** What Terraform keeps a state of: a stack of a project, or a folder with Terraform alone. */
export interface Workplace {
  readonly name: string;
  /** Where Terraform runs; absolute. */
  readonly folder: string;
  /** What is run as Terraform. */
  readonly engine: string;
  readonly commands: StackCommands;
}

/** The folder that holds what is pinned, and all that has a state. */
export interface Workspace {
  readonly folder: string;
  readonly stacks: readonly Workplace[];
}

/**
 * Finds what there is to look at from a folder: the project of a CDK that it is in, else Terraform alone. A folder of
 * Terraform inside a project is its own, unless the project was synthesized to it.
 *
 * @throws UsageError when there is neither
 */
export function findWorkspace(from: string): Workspace {
  if (findProjectFolder(from) === undefined) {
    if (!isTerraformFolder(from)) {
      throw new UsageError(
        `there is no cdktf.json in ${from} or above, and neither configuration nor a state of Terraform in it; run this in a cdktf project, or where Terraform is run`,
      );
    }
    return terraformAlone(from);
  }
  const project = readProject(from);
  const isItsOwn =
    project.folder !== resolve(from) && !isInside(project.output, from) && isTerraformFolder(from);
  return isItsOwn ? terraformAlone(from) : ofProject(project, from);
}

function ofProject(project: { readonly folder: string; readonly output: string }, from: string): Workspace {
  const cdk = cdkOf(project);
  const at = relative(from, project.folder);
  const stacks = readStacks(project.output, cdk).map(({ name, folder, isDependent }) => {
    const below = relative(project.folder, folder) || ".";
    const commands = cdkCommands(cdk, at, { name, folder: below, isDependent });
    return { name, folder, engine: terraformBinary(), commands };
  });
  return { folder: project.folder, stacks };
}

function terraformAlone(folder: string): Workspace {
  const engine = engineIn(folder);
  const commands = terraformCommands(engine);
  return { folder, stacks: [{ name: basename(folder), folder, engine, commands }] };
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === "" || (!way.startsWith("..") && resolve(folder, way) === resolve(path));
}
