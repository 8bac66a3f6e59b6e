import { homedir } from "node:os";
import { UsageError } from "../../lib/common/usage-error";
import { stateDirectory } from "../../lib/store/state-directory";

test.each([
  [{ ARCHIVED_GROUP_STATE_DIR: "/var/lib/journals", XDG_STATE_HOME: "/xdg" }, "/var/lib/journals"],
  [{ XDG_STATE_HOME: "/xdg", HOME: "/home/me" }, "/xdg/archived-group"],
  [{ HOME: "/home/me" }, "/home/me/.local/state/archived-group"],
  [
    { ARCHIVED_GROUP_STATE_DIR: "", XDG_STATE_HOME: "", HOME: "/home/me" },
    "/home/me/.local/state/archived-group",
  ],
  // A relative one is invalid and to be ignored (XDG Base Directory Specification).
  [{ XDG_STATE_HOME: "xdg", HOME: "/home/me" }, "/home/me/.local/state/archived-group"],
  [{}, `${homedir()}/.local/state/archived-group`],
])("%j leads to %s", (env, directory) => {
  expect(stateDirectory(env)).toBe(directory);
});

test("a relative directory is refused: Terraform runs the hook elsewhere than people run the command line", () => {
  expect(() => stateDirectory({ ARCHIVED_GROUP_STATE_DIR: "state" })).toThrow(
    new UsageError('ARCHIVED_GROUP_STATE_DIR must be an absolute path, got "state"'),
  );
});
