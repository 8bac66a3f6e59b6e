/**
 * One synth in a process of its own: `synth-app.mjs <kind> <groups> <outdir>` prints how many milliseconds it took to
 * declare, to survey and to synthesize; loading the libraries is not in it.
 *
 * Kinds: `triggers`, a null_resource with its triggers and nothing else; `by hand`, with a provisioner and the file that
 * it runs; `declared`, with ArchivedGroup; `surveyed`, the same with a survey; `terraform_data`, declared with that carrier.
 */
import { fileURLToPath } from "node:url";
import { NullProvider } from "@cdktf/provider-null/lib/provider/index.js";
import { Resource } from "@cdktf/provider-null/lib/resource/index.js";
import { App, AssetType, TerraformAsset, TerraformStack } from "cdktf";
import { ArchivedGroup, guardArchives, survey } from "../../dist/index.js";
import { ACCOUNT, groupId } from "./account.mjs";

const HOOK = fileURLToPath(new URL("../../dist/hook.cjs", import.meta.url));

const [kind, groups, outdir] = process.argv.slice(2);
const times = [performance.now()];
const app = new App({ outdir });
const stack = new TerraformStack(app, "retirement");
if (kind === "surveyed") guardArchives(app, { requireSurvey: true });
const declare = declarerOf(kind);
for (let nth = 0; nth < Number(groups); nth += 1) declare(`group-${nth}`, groupId(nth));
times.push(performance.now());
if (kind === "surveyed") await survey(app);
times.push(performance.now());
app.synth();
times.push(performance.now());
const [declareMs, surveyMs, synthMs] = times.slice(1).map((time, index) => time - times[index]);
console.log(JSON.stringify({ declareMs, surveyMs, synthMs }));

function declarerOf(kind) {
  if (kind === "triggers" || kind === "by hand") {
    new NullProvider(stack, "null");
    const provisioner = kind === "by hand" ? provisionerByHand() : () => ({});
    return (id, group) =>
      new Resource(stack, id, {
        triggers: { account_alias: ACCOUNT, group_id: group },
        ...provisioner(group),
      });
  }
  const carrier = kind === "terraform_data" ? kind : "null_resource";
  return (id, group) => new ArchivedGroup(stack, id, { accountAlias: ACCOUNT, groupId: group, carrier });
}

function provisionerByHand() {
  const { path } = new TerraformAsset(stack, "script", { path: HOOK, type: AssetType.FILE });
  return (group) => ({
    provisioners: [
      {
        type: "local-exec",
        interpreter: ["node", `\${path.module}/${path}`],
        command: "archive",
        environment: { ARCHIVED_GROUP_ACCOUNT: ACCOUNT, ARCHIVED_GROUP_ID: group },
      },
    ],
  });
}
