/**
 * Set by commands of ours that synthesize an app only to learn which groups it declares: then nobody is asked, and neither
 * a survey nor a pin is required.
 */
export const DECLARE_ONLY = "ARCHIVED_GROUP_DECLARE_ONLY";

export function isDeclareOnly(): boolean {
  return Boolean(process.env[DECLARE_ONLY]);
}
