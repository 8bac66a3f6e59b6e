/**
 * What `npm run demo` runs once the dependencies are there: the emulator, and on it the real cdktf and the real
 * Terraform, which plan an archive, apply it, and find nothing left to do. It works in a folder of its own and removes it.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { nullMirrorIfBuilt, registryGivesNull } from "./null-mirror.mjs";
import { findTerraform, terraformEnvironment } from "./terraform.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);
const cdktf = require.resolve("cdktf-cli/bundle/bin/cdktf");
/** The recorded archive of a group like this one takes a minute. */
const SPEED = 8;

let emulator;
let folder;
let running;
process.on("SIGINT", () => {}); // a terminal sends it to cdktf as well; its end is ours
process.on("SIGTERM", () => running?.kill("SIGTERM"));
try {
  await demo();
} catch (error) {
  console.log(`\nThe demo stopped: ${error.message}`);
  process.exitCode = 1;
} finally {
  await emulator?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
}

async function demo() {
  const terraform = findTerraform();
  title(`${terraform.name} ${terraform.version}, Node ${process.versions.node}: building the package …`);
  const build = spawnSync(process.execPath, [join(root, "scripts/build.mjs")], { stdio: "inherit" });
  if (build.status !== 0) throw new Error("the build failed; fix what its output above names");

  const { CtlEmulator, WEB_APPLICATIONS } = require("../dist/emulator/index.js");
  emulator = await CtlEmulator.start({ speed: SPEED });
  console.log(`The emulator answers on ${emulator.url}, ${SPEED} times faster than the real service did.`);

  const mirror = nullMirrorIfBuilt(terraform);
  const hasNull = mirror !== undefined || registryGivesNull(terraform);
  if (!hasNull)
    console.log("The null provider cannot be had here, so the built-in terraform_data carries the intent.");
  folder = project();
  const env = {
    ...terraformEnvironment({ mirror }),
    CLC_BASE_URL: emulator.url,
    CLC_USERNAME: emulator.username,
    CLC_PASSWORD: emulator.password,
    ARCHIVED_GROUP_STATE_DIR: join(folder, "state"),
    ARCHIVED_GROUP_CARRIER: hasNull ? "null_resource" : "terraform_data",
  };

  title("$ cdktf diff      (what would be archived?)");
  await run(["diff"], env, /^Terraform will perform|^OpenTofu will perform/, /^Plan:/);
  title("$ cdktf deploy    (archive it, and wait until it was seen archived)");
  await run(["deploy", "--auto-approve"], env, /local-exec|Creat(ing|ion)/, /^Apply complete/);
  title("$ cdktf diff      (is anything left to do?)");
  const last = await run(["diff"], env, /No changes/, /so no changes are needed/);
  if (!/No changes/.test(last)) throw new Error("the second diff is not empty");

  const group = emulator.group(WEB_APPLICATIONS);
  const archives = emulator.acceptedArchives(WEB_APPLICATIONS);
  title(
    `The emulator's own view: "${group.name}" is ${group.status}; ${archives.length} archive was accepted.`,
  );
  for (const id of archives[0]?.serverIds ?? []) console.log(`  ${id}  ${emulator.server(id).status}`);
  if (group.status !== "archived" || archives.length !== 1)
    throw new Error("the group was not archived exactly once");
  console.log("Done. Nothing is left behind.");
}

/** A folder with the project's own cdktf.json, so that nobody's state is touched. */
function project() {
  const made = mkdtempSync(join(tmpdir(), "archived-group-demo-"));
  const config = JSON.parse(readFileSync(join(root, "cdktf.json"), "utf8"));
  config.app = `"${process.execPath}" --import "${require.resolve("tsx")}" "${join(root, "bin/app.ts")}"`;
  writeFileSync(join(made, "cdktf.json"), JSON.stringify(config));
  mkdirSync(join(made, "state"));
  return made;
}

/**
 * Runs cdktf and shows what it says from one line to another; all of it when it fails.
 *
 * @param {RegExp} from the first line that is shown
 * @param {RegExp} to the last line that is shown
 */
async function run(args, env, from, to) {
  running = spawn(process.execPath, [cdktf, ...args, "--skip-provider-lock"], {
    cwd: folder,
    env: { ...env, FORCE_COLOR: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = [];
  let shown = "before";
  const read = (line) => {
    const text = plain(line);
    said.push(text);
    if (shown === "before" && from.test(text)) shown = "now";
    if (shown === "now" && text) console.log(text);
    if (to.test(text)) shown = "after";
  };
  for (const stream of [running.stdout, running.stderr]) createInterface({ input: stream }).on("line", read);
  const code = await new Promise((resolve, reject) => running.on("error", reject).on("close", resolve));
  if (code !== 0) {
    console.log(said.filter(Boolean).join("\n"));
    throw new Error(`cdktf ${args[0]} ended with exit code ${code}`);
  }
  return said.join("\n");
}

/** A line without cdktf's spinner, its prefix, and what moves the cursor. */
function plain(line) {
  const text = line
    .replace(/\u001b\[[0-?]*[ -/]*[@-~]/g, "")
    .replace(/^[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏].*|^\d+ Stacks? deploying.*/, "");
  return text.replace(/^(retirement {2}| {12})/, "").trimEnd();
}

function title(text) {
  console.log(`\n${text}\n`);
}
