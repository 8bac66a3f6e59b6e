import type { Impact } from "../contract/impact";

/** What a plan makes of the groups that it declares. `archived-group review --format json` prints it. */
export interface Review {
  readonly version: 1;
  /** Sentences that say it all. */
  readonly headline: string;
  /** When the plan was made, as ISO 8601. */
  readonly plannedAt?: string;
  readonly archive: Reach;
  readonly restore: Reach;
  /** How many declarations are as they were. */
  readonly unchanged: number;
  /**
   * What is in the plan, or missing in it, that this review does not see, one sentence each; the headline has them too.
   * Only without any is a review that archives nothing an all-clear.
   */
  readonly notReviewed: readonly string[];
  readonly warnings: readonly Warning[];
  /** Those that the plan changes: what is archived first, then what is restored. */
  readonly groups: readonly ReviewedGroup[];
}

export interface ReviewedGroup extends Decision {
  /** Address of its resource, or of the action that is invoked. */
  readonly address: string;
  /** By its name where it was surveyed, by its id otherwise. */
  readonly title: string;
  /** Absent when it is known only at the apply, or sensitive. */
  readonly accountAlias?: string;
  readonly groupId?: string;
  /** Absent when it was not surveyed. */
  readonly impact?: Impact;
  /** Why it was not surveyed, where the survey says so. */
  readonly whyNotSurveyed?: string;
  /** The lines of the card in the plan, for want of more. */
  readonly card?: readonly string[];
}

/** What some declarations reach, each group and server counted once. */
export interface Reach {
  /** Declared groups. */
  readonly groups: number;
  /** How many of them nobody has looked into; what follows is without them. */
  readonly notSurveyed: number;
  readonly subGroups: number;
  /** Servers that are not archived yet, or, of a restore, all of them; absent when the platform does not show them. */
  readonly servers?: number;
  /** What the groups cost a month today; absent when it is not known of all of them. */
  readonly monthlyEstimate?: number;
}

/** What becomes of a group when the plan is applied. */
export interface Decision {
  readonly action: "archive" | "restore" | "leave" | "unchanged";
  /** Goes on from the name of the group: `will be archived`. */
  readonly does: string;
  /** What else there is to know about it, one sentence each. */
  readonly notes: readonly string[];
}

/** Something to know before anything else. */
export interface Warning {
  /** Title of the group that it is about; absent when it is about the plan. */
  readonly about?: string;
  readonly sentence: string;
}

/** Something that a review does not see. With any of it, nobody may take the review for an all-clear. */
export interface Gap {
  /** For the headline. */
  readonly sentence: string;
  /** What it is about, one by one. */
  readonly details: readonly Warning[];
}

/** A gap, with its details as warnings. */
export function gap(sentence: string, details: readonly string[] = []): Gap {
  return { sentence, details: details.map((detail) => ({ sentence: detail })) };
}
