import { CtlEmulator, LEGACY_REPORTING, WEB_APPLICATIONS } from "../../lib/emulator";
import { run } from "./command";

let emulator: CtlEmulator;
beforeEach(async () => {
  emulator = await CtlEmulator.start({ speed: 1_000_000 });
});
afterEach(() => emulator.stop());

const env = (more: Record<string, string> = {}): Record<string, string> => ({
  CLC_BASE_URL: emulator.url,
  CLC_USERNAME: emulator.username,
  CLC_PASSWORD: emulator.password,
  ...more,
});
const target = ["--account", "ALTD", "--group", WEB_APPLICATIONS];

test("restore undoes an archive that was done from here, and sends nothing the second time", async () => {
  const parentId = emulator.group(WEB_APPLICATIONS)?.parentId;
  await run(["archive", ...target], env());
  const { code, stdout, stderr } = await run(["restore", ...target], env());
  expect(stderr).toBe("");
  expect(code).toBe(0);
  expect(stdout).toContain(`"Web Applications" (${WEB_APPLICATIONS}) was seen active, with 5 servers\n`);
  expect(emulator.group(WEB_APPLICATIONS)).toMatchObject({ status: "active", parentId });
  const again = await run(["restore", ...target], env());
  expect(again.stdout).toContain("is active already; nothing was sent");
});

test("restore with variables, of which a flag goes first", async () => {
  const variables = {
    ARCHIVED_GROUP_ACCOUNT: "ALTD",
    ARCHIVED_GROUP_ID: LEGACY_REPORTING,
    ARCHIVED_GROUP_RESTORE_TO: "0".repeat(32),
    // A refusal may come from a restore that somebody else has sent: the group is watched for this long.
    ARCHIVED_GROUP_SETTLE: "1s",
  };
  const refused = await run(["restore"], env(variables));
  expect(refused.code).toBe(1);
  expect(refused.stdout).toContain("not queued (The operation cannot be queued");
  const done = await run(["restore", "--target", WEB_APPLICATIONS], env(variables));
  expect(done.code).toBe(0);
  expect(emulator.group(LEGACY_REPORTING)?.parentId).toBe(WEB_APPLICATIONS);
});

test("restore of a group of which nothing is known here asks where to", async () => {
  const args = ["restore", "--account", "ALTD", "--group", LEGACY_REPORTING];
  const { code, stdout } = await run(args, env());
  expect(code).toBe(5);
  expect(stdout).toContain("with --target or as restoreTo of the declaration");
});
