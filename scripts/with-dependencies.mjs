/**
 * node scripts/with-dependencies.mjs <script> [arguments…]
 *
 * Installs the dependencies when they are missing or stale, then runs the script with the same Node. It is what makes
 * `npm test` and `npm run demo` work alone in a fresh clone, so it may use nothing but Node itself.
 *
 * The syntax is plain and the imports are lazy because the sentence about an old Node must still be printed by one.
 */
const root = new URL("..", import.meta.url);
const [major, minor] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 9)) {
  console.error(`Node ${process.versions.node} is too old: install Node 20.9 or later, then run this again.`);
  process.exitCode = 2;
} else if (process.argv.length < 3) {
  console.error("No script was named: run `node scripts/with-dependencies.mjs <script> [arguments…]`.");
  process.exitCode = 2;
} else {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

async function main() {
  const { spawn } = await import("node:child_process");
  const { createHash } = await import("node:crypto");
  const fs = await import("node:fs");
  const { fileURLToPath } = await import("node:url");

  let child;
  // A terminal sends Ctrl-C to the whole group: wait for the child's own end. A SIGTERM reaches only this process.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => (child ? child.kill("SIGTERM") : process.exit(143)));

  await installWhenNeeded();
  const end = await run(process.execPath, process.argv.slice(2), { stdio: "inherit" });
  endLike(end);

  async function installWhenNeeded() {
    if (isInstalled()) return;
    const release = await lock();
    try {
      if (isInstalled()) return; // another start did it meanwhile
      await install();
    } finally {
      release();
    }
  }

  async function install() {
    console.log("installing dependencies (npm ci) …");
    // Tests and demo need the development tools also where NODE_ENV=production.
    const args = ["ci", "--no-audit", "--no-fund", "--include=dev"];
    const npm = process.env.npm_execpath || "";
    const options = { cwd: fileURLToPath(root), stdio: ["ignore", "pipe", "pipe"] };
    const end = npm.endsWith("npm-cli.js")
      ? await run(process.execPath, [npm, ...args], options)
      : await run("npm", args, { ...options, shell: process.platform === "win32" });
    if (end.signal) endLike(end);
    if (end.code !== 0) {
      process.stderr.write(end.output);
      throw new Error(
        `npm ci failed with exit code ${end.code}: fix what its output above names, then run this again.`,
      );
    }
    fs.writeFileSync(file("node_modules/.with-dependencies"), stamp());
  }

  function isInstalled() {
    const written = read("node_modules/.with-dependencies");
    return written === undefined ? npmInstalledTheLock() : written === stamp();
  }

  /** What an installation depends on: the lock file, and the Node and platform that native modules were chosen for. */
  function stamp() {
    const lockFile = createHash("sha256")
      .update(fs.readFileSync(file("package-lock.json")))
      .digest("hex");
    return `${lockFile} node-${major} ${process.platform}-${process.arch}\n`;
  }

  /** Whether somebody ran `npm ci` by hand: npm keeps a list of what it installed. Installing again would cost a minute. */
  function npmInstalledTheLock() {
    const installed = read("node_modules/.package-lock.json");
    if (installed === undefined) return false;
    const there = JSON.parse(installed).packages;
    const wanted = Object.entries(JSON.parse(read("package-lock.json")).packages);
    return wanted.every(
      ([path, entry]) =>
        path === "" ||
        entry.optional ||
        entry.devOptional ||
        (there[path] && there[path].version === entry.version),
    );
  }

  /** Two installations at once would delete each other's files. The lock of a process that is gone does not count. */
  async function lock() {
    const path = file(".cache/installing.lock");
    fs.mkdirSync(file(".cache"), { recursive: true });
    let waiting = false;
    for (;;) {
      try {
        fs.writeFileSync(path, String(process.pid), { flag: "wx" });
        return () => fs.rmSync(path, { force: true });
      } catch (error) {
        if (error.code !== "EEXIST") throw error;
        const owner = Number(read(".cache/installing.lock"));
        if (owner && !isAlive(owner)) {
          fs.rmSync(path, { force: true });
          continue;
        }
        if (!waiting) console.log(`waiting for the installation that holds ${path} …`);
        waiting = true;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  }

  function isAlive(pid) {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      return error.code === "EPERM";
    }
  }

  function run(command, args, options) {
    return new Promise((resolve, reject) => {
      child = spawn(command, args, options);
      const output = [];
      for (const stream of [child.stdout, child.stderr])
        if (stream) stream.on("data", (chunk) => output.push(chunk));
      child.on("error", (error) =>
        reject(
          new Error(
            `${command} could not be started (${error.code}): install it or put it on the PATH, then run this again.`,
          ),
        ),
      );
      child.on("close", (code, signal) => {
        child = undefined;
        resolve({ code, signal, output: Buffer.concat(output) });
      });
    });
  }

  /** Ends as the child ended, so that the caller's shell sees the same exit code or signal. */
  function endLike({ code, signal }) {
    if (!signal) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  }

  function file(path) {
    return fileURLToPath(new URL(path, root));
  }

  function read(path) {
    try {
      return fs.readFileSync(file(path), "utf8");
    } catch {
      return undefined;
    }
  }
}
