import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { UsageError } from "../common/usage-error";
import type { Environment } from "../contract/settings";
import { whyNotOurs } from "./folder";

/**
 * Where journals are kept: never in `cdktf.out`, whose asset folders are wiped at every synth.
 *
 * @returns `ARCHIVED_GROUP_STATE_DIR`, else `$XDG_STATE_HOME/archived-group`, else `~/.local/state/archived-group`
 * @throws UsageError when the first is relative: Terraform runs the hook in another folder than people the command; or
 *   when others than this user may write what is in it
 */
export function stateDirectory(env: Environment): string {
  const directory = configured(env);
  const why = whyNotOurs(directory);
  if (why !== undefined) {
    throw new UsageError(`the state directory cannot be used: ${why}`);
  }
  return directory;
}

function configured(env: Environment): string {
  const { ARCHIVED_GROUP_STATE_DIR: ours, XDG_STATE_HOME: xdg, HOME: home } = env;
  if (ours) {
    if (!isAbsolute(ours)) {
      throw new UsageError(`ARCHIVED_GROUP_STATE_DIR must be an absolute path, got "${ours}"`);
    }
    return ours;
  }
  // A relative one is to be ignored (XDG Base Directory Specification).
  const state = xdg && isAbsolute(xdg) ? xdg : join(home || homedir(), ".local", "state");
  return join(state, "archived-group");
}
