import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { receiptsCommand } from "../../lib/cli/receipts";
import { statusCommand } from "../../lib/cli/status";
import { surveyCommand } from "../../lib/cli/survey";
import type { RestoreValues, SettingValues } from "../../lib/contract/settings";
import { CtlEmulator, type EmulatorOptions, WEB_APPLICATIONS } from "../../lib/emulator";
import { archiveCommand, restoreCommand } from "../../lib/hook/main";
import type { Surroundings } from "../../lib/hook/surroundings";

/** What a run printed, and how it ended. */
export interface Printed {
  readonly code: number;
  readonly text: string;
  readonly lines: readonly string[];
  /** Each piece that was written, with the time on the clock. */
  readonly writes: readonly { readonly at: number; readonly text: string }[];
}

type Choices = Partial<Pick<Surroundings, "byTerraform" | "logFormat" | "env">> & {
  readonly isTerminal?: boolean;
};

/** An emulator, an empty state directory, and a clock that only sleeping moves: commands run in no time. */
export class Stage {
  private constructor(
    readonly emulator: CtlEmulator,
    readonly stateDirectory: string,
    private readonly time: { now: number },
  ) {}

  static async set(options: EmulatorOptions = {}): Promise<Stage> {
    const time = { now: Date.parse("2015-07-14T13:47:58Z") };
    const emulator = await CtlEmulator.start({ clock: () => time.now, ...options });
    return new Stage(emulator, await mkdtemp(join(tmpdir(), "archived-group-test-")), time);
  }

  async strike(): Promise<void> {
    await this.emulator.stop();
    await rm(this.stateDirectory, { recursive: true });
  }

  /** Time passes without a command. */
  pass(ms: number): void {
    this.time.now += ms;
  }

  get env(): Record<string, string> {
    return {
      CLC_BASE_URL: this.emulator.url,
      CLC_USERNAME: this.emulator.username,
      CLC_PASSWORD: this.emulator.password,
      ARCHIVED_GROUP_STATE_DIR: this.stateDirectory,
    };
  }

  archive(values: SettingValues = {}, choices: Choices = {}): Promise<Printed> {
    return this.run((around) => archiveCommand({ ...TARGET, ...values }, around), choices);
  }

  restore(values: RestoreValues = {}, choices: Choices = {}): Promise<Printed> {
    return this.run((around) => restoreCommand({ ...TARGET, ...values }, around), choices);
  }

  status(values: SettingValues = {}, choices: Choices = {}): Promise<Printed> {
    return this.run((around) => statusCommand({ ...TARGET, ...values }, around), choices);
  }

  survey(choices: Choices = {}): Promise<Printed> {
    const values = { account: TARGET.account, group: [TARGET.group] };
    return this.run((around) => surveyCommand(values, around), choices);
  }

  receipts(choices: Choices = {}): Promise<Printed> {
    return this.run(receiptsCommand, choices);
  }

  private async run(
    command: (around: Surroundings) => Promise<number>,
    { env = {}, isTerminal = false, byTerraform = false, logFormat = "text" }: Choices,
  ): Promise<Printed> {
    const { time } = this;
    const writes: { at: number; text: string }[] = [];
    const code = await command({
      env: { ...this.env, ...env },
      output: { write: (text) => void writes.push({ at: time.now, text }), isTerminal },
      clock: {
        now: () => time.now,
        sleep: async (ms) => {
          time.now += ms;
        },
      },
      random: () => 0.5,
      isOrphan: () => false,
      atExit: () => {},
      byTerraform,
      logFormat,
    });
    const text = writes.map((write) => write.text).join("");
    return { code, text, lines: text.trimEnd().split("\n"), writes };
  }
}

const TARGET = { account: "ALTD", group: WEB_APPLICATIONS };

/** What cdktf 0.21 takes for the progress of a resource (output.ts, parseTextOutputLine). */
const PROGRESS =
  /^[a-zA-Z_][a-zA-Z\d_\-.]*:.*(Creating...|Still creating...|Creation complete|Modifying...|Modifications complete|Destroying...|Still destroying...|Destruction complete)/m;

/**
 * What cdktf 0.21 looks for in the output of `terraform apply` (deploy-machine.ts, handleLineReceived). It looks at
 * the output piece by piece, so a line may as well begin after the name that Terraform puts before it.
 */
export function cdktfWouldAct(text: string): boolean {
  return (
    [
      "approved using the UI or API",
      "discarded using the UI or API",
      "overridden using the UI or API",
      "Do you want to perform these actions",
      "Do you really want to destroy all resources?",
      "Do you want to override the soft failed policy check?",
    ].some((phrase) => text.includes(phrase)) ||
    PROGRESS.test(text) ||
    (text.includes("var.") && text.includes("Enter a value:"))
  );
}
