import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { Environment } from "./output";

/**
 * Where journals are kept: never in `cdktf.out`, whose asset folders are wiped at every synth.
 *
 * @returns `ARCHIVED_GROUP_STATE_DIR`, else `$XDG_STATE_HOME/archived-group`, else `~/.local/state/archived-group`
 */
export function stateDirectory(env: Environment): string {
  if (env.ARCHIVED_GROUP_STATE_DIR) {
    return resolve(env.ARCHIVED_GROUP_STATE_DIR);
  }
  return join(env.XDG_STATE_HOME || join(env.HOME || homedir(), ".local", "state"), "archived-group");
}
