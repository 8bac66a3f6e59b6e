import { App, TerraformStack } from "cdktf";
import { ArchivedGroup, type ArchivedGroupProps, survey, UsageError } from "../lib";

/** What `context` of cdktf.json says of one group; the key is the id of its construct. */
type GroupContext = Pick<ArchivedGroupProps, (typeof KEYS)[number]>;
const KEYS = [
  "groupId",
  "expectedName",
  "maxServers",
  "protectedNames",
  "requireSurvey",
  "requirePin",
  "timeout",
  "endpoint",
  "state",
  "onDestroy",
  "restoreTo",
] as const;

/**
 * One stack that archives the groups of one account.
 *
 * `ARCHIVED_GROUP_ACCOUNT` and `ARCHIVED_GROUP_IDS` (ids with commas between them) go before `accountAlias` and
 * `groups` of the context in cdktf.json; `ARCHIVED_GROUP_CARRIER` before `carrier`.
 */
async function main(env: NodeJS.ProcessEnv): Promise<void> {
  const app = new App();
  const stack = new TerraformStack(app, "retirement");
  const accountAlias = env.ARCHIVED_GROUP_ACCOUNT || app.node.tryGetContext("accountAlias");
  const groups: Record<string, GroupContext> = env.ARCHIVED_GROUP_IDS
    ? Object.fromEntries(
        env.ARCHIVED_GROUP_IDS.split(",").map((id) => [`group-${id.trim()}`, { groupId: id.trim() }]),
      )
    : app.node.tryGetContext("groups");
  if (!accountAlias || !groups) {
    throw new UsageError(
      "nothing to archive: set ARCHIVED_GROUP_ACCOUNT and ARCHIVED_GROUP_IDS, or context in cdktf.json",
    );
  }
  const carrier = env.ARCHIVED_GROUP_CARRIER || app.node.tryGetContext("carrier");
  for (const [id, group] of Object.entries(groups)) {
    const unknown = Object.keys(group).find((key) => !KEYS.some((known) => known === key));
    if (unknown !== undefined) {
      throw new UsageError(
        `the group "${id}" in cdktf.json has the key "${unknown}"; choose from ${KEYS.join(", ")}`,
      );
    }
    new ArchivedGroup(stack, id, { accountAlias, ...group, ...(carrier && { carrier }) });
  }
  await survey(app);
  app.synth();
}

main(process.env).catch((error: unknown) => {
  if (!(error instanceof UsageError)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
});
