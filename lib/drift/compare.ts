import type { JournalEntry } from "../archival/journal";
import type { Target } from "../archival/target";
import type { DeclaredGroup } from "../project/synthesized-stacks";
import { taintCommand } from "../survey/taint-command";
import type { RecordedGroup } from "./recorded-groups";

/** What is known of one group. */
export interface Facts {
  readonly stack: string;
  /** Where the stack was synthesized to, as people name it. */
  readonly folder: string;
  readonly target: Target;
  readonly declared: DeclaredGroup | undefined;
  readonly recorded: RecordedGroup | undefined;
  /** `hidden`: the platform shows no such group, as it may for archived ones. */
  readonly live: "archived" | "active" | "hidden";
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
  const archived = live !== "active";
  if (!recorded) {
    if (live === "archived") {
      return {
        drift: true,
        what: "archived, but not recorded: the next deploy finds that, and sends nothing",
        mend: deploy,
      };
    }
    return {
      drift: false,
      what: live === "hidden" ? "not recorded, and not shown by the API" : "not applied yet",
    };
  }
  if (recorded.tainted) {
    return {
      drift: true,
      what: `tainted, because its hook was cut off or has failed; the group is ${live}`,
      mend: deploy,
    };
  }
  if (recorded.restored) {
    return archived
      ? {
          drift: true,
          what: `recorded as restored, but the group is ${live}`,
          mend: again(folder, recorded, deploy),
        }
      : { drift: false, what: "restored and recorded" };
  }
  if (archived) {
    return {
      drift: false,
      what: live === "hidden" ? "recorded; the API does not show it any more" : "archived and recorded",
    };
  }
  if (open) {
    return {
      drift: true,
      what: "recorded by an apply that was killed: its archive never ended",
      mend: finish(facts.target),
    };
  }
  return declared
    ? { drift: true, what: "recorded, but the group is active again", mend: again(folder, recorded, deploy) }
    : { drift: true, what: "recorded, no longer declared, and active again", mend: deploy };
}

function again(folder: string, { address }: RecordedGroup, deploy: string): string {
  return `${taintCommand(folder, address)} && ${deploy}`;
}

function finish({ accountAlias, groupId }: Target): string {
  return `archived-group archive --account ${accountAlias} --group ${groupId}`;
}
