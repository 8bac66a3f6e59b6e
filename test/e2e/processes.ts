import { readdir, readFile } from "node:fs/promises";

export interface Process {
  readonly pid: number;
  readonly commandLine: string;
}

/** All processes that hold a text in their environment, so that those of other tests do not count. */
export async function processesWith(text: string): Promise<Process[]> {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const processes = await Promise.all(
    ids.map(async (id) => {
      const environment = await readFile(`/proc/${id}/environ`, "utf8").catch(() => "");
      const commandLine = await readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "");
      return environment.includes(text) && commandLine !== ""
        ? [{ pid: Number(id), commandLine: commandLine.replaceAll("\0", " ").trim() }]
        : [];
    }),
  );
  return processes.flat();
}

/** @throws Error naming what did not come true within 40 s */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 40_000;
  while (!(await holds())) {
    if (Date.now() > deadline) {
      throw new Error(`waited in vain until ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
