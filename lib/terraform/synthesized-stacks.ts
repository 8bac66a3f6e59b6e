import { existsSync } from "node:fs";
import { join } from "node:path";
import { type DeclaredGroup, declaredIn } from "./declared-groups-in";
import { asRecord, readJson } from "./read-json";

/** A stack as it was synthesized. */
export interface SynthesizedStack {
  readonly name: string;
  /** Where Terraform runs; absolute. */
  readonly folder: string;
  /** Whether it needs other stacks of the app. */
  readonly isDependent: boolean;
  /** In its own file; none where that is HCL. */
  readonly declared: readonly DeclaredGroup[];
}

/**
 * @param cdk the command that synthesizes it, such as `cdktf`
 * @throws UsageError when nothing was synthesized there
 */
export function readStacks(output: string, cdk = "cdktf"): SynthesizedStack[] {
  const manifest = readJson(join(output, "manifest.json"), `run "${cdk} synth" first`);
  return Object.entries(asRecord(manifest.stacks)).map(([name, stack]) => {
    const { dependencies, workingDirectory, synthesizedStackPath } = asRecord(stack);
    const path = join(output, String(synthesizedStackPath));
    const isHcl = path.endsWith(".tf") && existsSync(path);
    return {
      name,
      folder: join(output, String(workingDirectory)),
      isDependent: Array.isArray(dependencies) && dependencies.length > 0,
      declared: isHcl ? [] : declaredIn(readJson(path, `run "${cdk} synth" again`)),
    };
  });
}
