import type { JournalEntry } from "../archival/journal";
import { finishCommand } from "../hook/finish-command";
import type { DeclaredGroup } from "../project/synthesized-stacks";
import { taintCommand } from "../survey/taint-command";
import type { RecordedGroup } from "./recorded-groups";

/** What is known of one group. */
export interface Facts {
  readonly stack: string;
  /** Where the stack was synthesized to, as people name it. */
  readonly folder: string;
  readonly declared: DeclaredGroup | undefined;
  readonly recorded: RecordedGroup | undefined;
  /** `hidden`: the platform shows no such group, as it may for archived ones. */
  readonly live: "archived" | "active" | "hidden";
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
  const { declared, folder, live, open, recorded, stack } = facts;
  const deploy = `npx cdktf deploy ${stack}`;
  if (!recorded) {
    return unrecorded(declared, live, deploy);
  }
  if (recorded.tainted) {
    return {
      drift: true,
      what: `tainted, because its hook was cut off or has failed; the group is ${live}`,
      mend: deploy,
    };
  }
  const archived = live !== "active";
  if (archived !== recorded.restored) {
    return open?.action === "restore" && archived
      ? {
          drift: true,
          what: `${agreement(recorded, live)}, but a restore of it was begun and never ended`,
          mend: finishCommand(open),
        }
      : { drift: false, what: agreement(recorded, live) };
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
  const isSame = declared && (declared.wants === "restored") === recorded.restored;
  return {
    drift: true,
    what: `${state}${but} ${archived ? live : "active again"}`,
    // A declaration that has changed since runs its hook anyway.
    mend: isSame ? again(folder, recorded, deploy) : deploy,
  };
}

function unrecorded(declared: DeclaredGroup | undefined, live: Facts["live"], deploy: string): Finding {
  if (live === "archived" && declared?.wants !== "restored") {
    return {
      drift: true,
      what: "archived, but not recorded: the next deploy finds that, and sends nothing",
      mend: deploy,
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

/** Runs the hook again, although Terraform sees nothing to do. */
function again(folder: string, { address }: RecordedGroup, deploy: string): string {
  return `${taintCommand(folder, address)} && ${deploy}`;
}
