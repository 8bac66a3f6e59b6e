import type { Target } from "../archival/target";
import { CARRIER_TYPES } from "../contract/carriers";
import { SETTINGS } from "../contract/settings";
import { asRecord } from "./read-json";

/** One group that a stack declares. */
export interface DeclaredGroup {
  /** Without the keys of `count` and `for_each`, such as `module.old.null_resource.web`. */
  readonly address: string;
  /** The path of its construct, such as `retirement/web`. */
  readonly path: string;
  /** `undefined` where account or group are known only to Terraform. */
  readonly target: Target | undefined;
  readonly wants: "archived" | "restored";
  /** What its hook is told. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The groups that a file of Terraform's JSON declares, as the construct writes them. */
export function declaredIn(json: Record<string, unknown>): DeclaredGroup[] {
  const resources = asRecord(json.resource);
  return CARRIER_TYPES.flatMap((type) =>
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
