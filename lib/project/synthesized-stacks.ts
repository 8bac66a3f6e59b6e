import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Target } from "../archival/target";
import { SETTINGS } from "../settings";
import { UsageError } from "../usage-error";

/** A stack as it was synthesized. */
export interface SynthesizedStack {
  readonly name: string;
  /** Where Terraform runs; absolute. */
  readonly folder: string;
  /** Whether it needs other stacks of the app. */
  readonly isDependent: boolean;
  readonly declared: readonly DeclaredGroup[];
}

/** One group that a stack declares. */
export interface DeclaredGroup {
  /** Such as `null_resource.web`. */
  readonly address: string;
  /** The path of its construct, such as `retirement/web`. */
  readonly path: string;
  /** `undefined` where account or group are known only to Terraform. */
  readonly target: Target | undefined;
  readonly wants: "archived" | "restored";
  /** What its hook is told. */
  readonly environment: Readonly<Record<string, string>>;
}

/** @throws UsageError when nothing was synthesized there */
export function readStacks(output: string): SynthesizedStack[] {
  const manifest = readJson(join(output, "manifest.json"), 'run "cdktf synth" first');
  return Object.entries(asRecord(manifest.stacks)).map(([name, stack]) => {
    const { dependencies, workingDirectory, synthesizedStackPath } = asRecord(stack);
    const json = readJson(join(output, String(synthesizedStackPath)), 'run "cdktf synth" again');
    return {
      name,
      folder: join(output, String(workingDirectory)),
      isDependent: Array.isArray(dependencies) && dependencies.length > 0,
      declared: declaredIn(json),
    };
  });
}

function declaredIn(stack: Record<string, unknown>): DeclaredGroup[] {
  const resources = asRecord(stack.resource);
  return ["null_resource", "terraform_data"].flatMap((type) =>
    Object.entries(asRecord(resources[type])).flatMap(([name, resource]) => {
      const hook = hookOf(asRecord(resource));
      const { metadata } = asRecord(asRecord(resource)["//"]);
      const path = asRecord(metadata).path;
      return hook
        ? [{ address: `${type}.${name}`, path: String(path ?? name).replace(/\/Default$/, ""), ...hook }]
        : [];
    }),
  );
}

/** What the hook of a resource is told at create; `undefined` when it has none of ours. */
function hookOf({
  provisioner,
}: Record<string, unknown>): Pick<DeclaredGroup, "environment" | "target" | "wants"> | undefined {
  const provisioners = Array.isArray(provisioner) ? provisioner : [];
  const [hook] = provisioners
    .map((one) => asRecord(asRecord(one)["local-exec"]))
    .map(({ command, environment }) => ({
      command,
      environment: asRecord(environment) as Record<string, string>,
    }))
    .filter(({ environment }) => environment[SETTINGS.group.variable] !== undefined);
  if (!hook) {
    return undefined;
  }
  const { command, environment } = hook;
  const accountAlias = environment[SETTINGS.account.variable] ?? "";
  const groupId = environment[SETTINGS.group.variable] ?? "";
  const isKnown = !`${accountAlias}${groupId}`.includes("${");
  return {
    environment,
    target: isKnown ? { accountAlias, groupId } : undefined,
    wants: command === "restore" ? "restored" : "archived",
  };
}

function readJson(path: string, next: string): Record<string, unknown> {
  try {
    return asRecord(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`${path} ${code === "ENOENT" ? "is missing" : `is unusable (${message})`}; ${next}`);
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return Object(value) as Record<string, unknown>;
}
