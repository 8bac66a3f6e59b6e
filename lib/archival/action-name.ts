export const ACTION_NAMES = ["archive", "restore"] as const;

/** What can be done to a group. */
export type ActionName = (typeof ACTION_NAMES)[number];
