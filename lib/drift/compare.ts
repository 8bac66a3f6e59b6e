import type { JournalEntry } from "../archival/journal";
import { finishCommand } from "../contract/orders";
import type { DeclaredGroup } from "../terraform/declared-groups-in";
import type { RecordedGroup } from "../terraform/recorded-groups";
import type { StackCommands } from "../terraform/stack-commands";

/** What is known of one group. */
export interface Facts {
  /** How its stack is put right. */
  readonly commands: StackCommands;
  readonly declared: Pick<DeclaredGroup, "wants"> | undefined;
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

/** Whether state and world agree about one group, and what fixes it where they do not. */
export interface Finding {
  readonly drift: boolean;
  /** In a few words. */
  readonly what: string;
  /** The command that fixes it. */
  readonly fix?: string;
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
      what: `tainted: its hook was cut off or failed, or somebody tainted it; the group is ${live}`,
      fix: restoredFirst(facts, facts.commands.apply()),
    };
  }
  if (open?.action === "restore" && live !== "active" && !recorded.restored) {
    return {
      drift: true,
      what: "recorded, but a restore of it was started and never finished",
      fix: finishCommand(open),
    };
  }
  const isArchived = live === "archived" || live === "hidden";
  if (live !== "partly restored" && isArchived !== recorded.restored) {
    return { drift: false, what: agreement(recorded, live) };
  }
  if (open?.action === "archive" && !recorded.restored) {
    return {
      drift: true,
      what: "recorded by an apply that was killed: its archive never finished",
      fix: finishCommand(open),
    };
  }
  const state = recorded.restored ? "recorded as restored" : "recorded";
  const but = declared ? ", but the group is" : ", no longer declared, and";
  return {
    drift: true,
    what: `${state}${but} ${live === "active" ? "active again" : live}`,
    fix: fixOf(facts, recorded),
  };
}

function unrecorded({ commands, declared, live }: Facts): Finding {
  if (live === "archived" && declared?.wants !== "restored") {
    return {
      drift: true,
      what: "archived, but not recorded: the next deploy finds that, and sends nothing",
      fix: commands.apply(),
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

function fixOf(facts: Facts, { address, restored }: RecordedGroup): string {
  const { commands, declared } = facts;
  const isSame = declared !== undefined && (declared.wants === "restored") === restored;
  // A declaration that has changed since runs its hook anyway.
  return restoredFirst(facts, isSame ? commands.apply(address) : commands.apply());
}

/** The platform archives a group again when all of it is restored. */
function restoredFirst({ declared, live, recorded, targetGroupId }: Facts, deploy: string): string {
  if (live !== "partly restored" || declared?.wants !== "archived" || !recorded) {
    return deploy;
  }
  const target = targetGroupId === undefined ? {} : { targetGroupId };
  return `${finishCommand({ action: "restore", ...recorded.target, ...target })} && ${deploy}`;
}
