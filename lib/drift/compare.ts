import type { JournalEntry } from "../archival/journal";
import { finishCommand } from "../hook/finish-command";
import { quoteForShell } from "../hook/quote-for-shell";
import type { DeclaredGroup, SynthesizedStack } from "../project/synthesized-stacks";
import { taintCommand } from "../survey/taint-command";
import type { RecordedGroup } from "./recorded-groups";

/** What is known of one group. */
export interface Facts {
  readonly stack: Pick<SynthesizedStack, "name" | "isDependent">;
  /** The folder of the project, from where the command was run; empty when it was run there. */
  readonly project: string;
  /** Where the stack was synthesized to, from the folder of the project. */
  readonly folder: string;
  readonly declared: DeclaredGroup | undefined;
  readonly recorded: RecordedGroup | undefined;
  /** Where the group was before it was archived, as its pin tells. */
  readonly targetGroupId: string | undefined;
  /**
   * `partly restored`: it says that it is archived, and has servers that are not. `hidden`: the platform shows no such
   * group, as it may for archived ones.
   */
  readonly live: "archived" | "partly restored" | "active" | "hidden";
  /** What was begun of it from here and has not ended. */
  readonly open: JournalEntry | undefined;
}

/** Whether state and world agree about one group, and what mends it where they do not. */
export interface Finding {
  readonly drift: boolean;
  /** In a few words. */
  readonly what: string;
  /** The command that mends it. */
  readonly mend?: string;
}

/** Compares what Terraform's state says of a group with the group itself. */
export function compare(facts: Facts): Finding {
  const { declared, live, open, recorded } = facts;
  if (!recorded) {
    return unrecorded(facts);
  }
  if (recorded.tainted) {
    return {
      drift: true,
      what: `tainted: its hook was cut off or has failed, or somebody has marked it; the group is ${live}`,
      mend: restoredFirst(facts, deploying(facts)),
    };
  }
  if (open?.action === "restore" && live !== "active" && !recorded.restored) {
    return {
      drift: true,
      what: "recorded, but a restore of it was begun and never ended",
      mend: finishCommand(open),
    };
  }
  const isArchived = live === "archived" || live === "hidden";
  if (live !== "partly restored" && isArchived !== recorded.restored) {
    return { drift: false, what: agreement(recorded, live) };
  }
  if (open?.action === "archive" && !recorded.restored) {
    return {
      drift: true,
      what: "recorded by an apply that was killed: its archive never ended",
      mend: finishCommand(open),
    };
  }
  const state = recorded.restored ? "recorded as restored" : "recorded";
  const but = declared ? ", but the group is" : ", no longer declared, and";
  return {
    drift: true,
    what: `${state}${but} ${live === "active" ? "active again" : live}`,
    mend: mendOf(facts, recorded),
  };
}

function unrecorded(facts: Facts): Finding {
  const { declared, live } = facts;
  if (live === "archived" && declared?.wants !== "restored") {
    return {
      drift: true,
      what: "archived, but not recorded: the next deploy finds that, and sends nothing",
      mend: deploying(facts),
    };
  }
  const what = live === "hidden" ? "not recorded, and not shown by the API" : "not applied yet";
  return { drift: false, what };
}

function agreement({ restored }: RecordedGroup, live: Facts["live"]): string {
  if (restored) {
    return "restored and recorded";
  }
  return live === "hidden" ? "recorded; the API does not show it any more" : "archived and recorded";
}

function mendOf(facts: Facts, { address, restored }: RecordedGroup): string {
  const { declared, folder } = facts;
  const isSame = declared !== undefined && (declared.wants === "restored") === restored;
  // A declaration that has changed since runs its hook anyway.
  const deploy = isSame ? deploying(facts, `${taintCommand(folder, address)} && `) : deploying(facts);
  return restoredFirst(facts, deploy);
}

/** The platform archives a group again when all of it is restored. */
function restoredFirst({ declared, live, recorded, targetGroupId }: Facts, deploy: string): string {
  if (live !== "partly restored" || declared?.wants !== "archived" || !recorded) {
    return deploy;
  }
  const target = targetGroupId === undefined ? {} : { targetGroupId };
  return `${finishCommand({ action: "restore", ...recorded.target, ...target })} && ${deploy}`;
}

/** @param before what is to be run first, in the folder of the project as well */
function deploying({ project, stack }: Facts, before = ""): string {
  const where = project === "" ? "" : `cd ${quoteForShell(project)} && `;
  // Without it, cdktf deploys no stack that needs others (measured, cdktf 0.21).
  const alone = stack.isDependent ? " --ignore-missing-stack-dependencies" : "";
  return `${where}${before}npx cdktf deploy ${stack.name}${alone}`;
}
