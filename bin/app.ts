import { App, TerraformStack } from "cdktf";
import { ArchivedGroup, type ArchivedGroupProps, survey, UsageError } from "../lib";
import { clean } from "../lib/common/clean";
import { nearest } from "../lib/common/nearest";
import { checkOptions } from "../lib/construct/check-options";
import { OPTIONS } from "../lib/construct/options";

/** What `context` of cdktf.json says of one group; the key is the id of its construct. */
type GroupContext = Pick<ArchivedGroupProps, keyof typeof GROUP_OPTIONS>;
/** The others are for all groups, or nothing that JSON can name. */
const { accountAlias: _, carrier: __, dependsOn: ___, ...GROUP_OPTIONS } = OPTIONS.ArchivedGroup;
const CONTEXT = ["accountAlias", "groups", "carrier"];

/**
 * One stack that archives the groups of one account.
 *
 * `ARCHIVED_GROUP_ACCOUNT` and `ARCHIVED_GROUP_IDS` (ids with commas between them) go before `accountAlias` and
 * `groups` of the context in cdktf.json; `ARCHIVED_GROUP_CARRIER` before `carrier`.
 */
async function main(env: NodeJS.ProcessEnv): Promise<void> {
  const app = new App();
  refuseTypos(app.node.getAllContext());
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
    checkOptions(group, GROUP_OPTIONS, `the group "${id}" in cdktf.json`);
    new ArchivedGroup(stack, id, { accountAlias, ...group, ...(carrier && { carrier }) });
  }
  await survey(app);
  app.synth();
}

/** Context may hold what other constructs read; what is nearly a key of this app is meant for this app. */
function refuseTypos(context: object): void {
  for (const key of Object.keys(context)) {
    const meant = nearest(key, CONTEXT);
    if (meant && meant !== key) {
      throw new UsageError(`the context in cdktf.json has the key "${key}"; did you mean ${meant}?`);
    }
  }
}

main(process.env).catch((error: unknown) => {
  if (!(error instanceof UsageError)) {
    throw error;
  }
  console.error(clean(error.message));
  process.exitCode = 1;
});
