/** How Go is run here: what it builds is the same on every machine. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, mkdirSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";

const cache = fileURLToPath(new URL("../.cache/", import.meta.url));

/** @param {string} platform what to build for, as in `linux_amd64` */
export function goEnvironment(platform) {
  const [GOOS, GOARCH] = platform.split("_");
  const GOFLAGS = "-mod=readonly -modcacherw"; // writable modules, so that their folder can be deleted as any other
  // Pure Go, so that no C compiler is needed; and never a download of another Go.
  const env = {
    ...process.env,
    GOOS,
    GOARCH,
    CGO_ENABLED: "0",
    GOTOOLCHAIN: "local",
    GOFLAGS,
    GOWORK: "off",
  };
  if (goCachesAreWritable()) return env;
  // Without a home folder Go has no caches of its own.
  const go = join(cache, "go");
  return { ...env, GOPATH: go, GOMODCACHE: join(go, "mod"), GOCACHE: join(go, "build") };
}

function goCachesAreWritable() {
  const { status, stdout } = spawnSync("go", ["env", "GOCACHE", "GOMODCACHE"], { encoding: "utf8" });
  if (status !== 0) return false;
  try {
    for (const path of stdout.trimEnd().split("\n")) {
      if (!isAbsolute(path)) return false; // empty or "off" without a home folder
      mkdirSync(path, { recursive: true });
      accessSync(path, constants.W_OK);
    }
    return true;
  } catch {
    return false;
  }
}
