import { ARCHIVE_EXIT_CODES } from "../../lib/cli/archive";
import { DRIFT_EXIT_CODES } from "../../lib/cli/drift";
import { ENVIRONMENT } from "../../lib/cli/help";
import { createProgram } from "../../lib/cli/program";
import { SETTINGS } from "../../lib/contract/settings";
import { Page } from "../page";

const CLI = new Page("docs/cli.md");
const COMMANDS = createProgram("0.0.0").commands;
const COMMAND_ROWS = CLI.table("| command | does |").map(([usage = ""]) => usage.replaceAll("`", ""));

test("docs/cli.md has every command", () => {
  expect(COMMAND_ROWS.map((usage) => usage.split(" ")[1])).toEqual(COMMANDS.map((command) => command.name()));
});

test.each(COMMANDS.map((command) => ({ name: command.name(), command })))(
  "what docs/cli.md shows of $name is there",
  ({ name, command }) => {
    const usage = COMMAND_ROWS.find((row) => row.split(" ")[1] === name) ?? "";
    const flags = usage.match(/--[\w-]+/g) ?? [];
    expect(command.options.map(({ long }) => long)).toEqual(expect.arrayContaining(flags));
  },
);

const PROGRAM = createProgram("0.0.0");

test.each([PROGRAM, ...PROGRAM.commands].map((command) => ({ name: command.name(), command })))(
  "the help of $name ends with the page that says more",
  ({ command }) => {
    let help = "";
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    const [, page = ""] = /\nMore: (docs\/\S+\.md) in the package cdktf-archived-group\n$/.exec(help) ?? [];
    expect(new Page(page).text).not.toBe("");
  },
);

/** The names in capitals, without values. */
const variablesIn = (text: string): string[] => [
  ...new Set(text.match(/\b(CLC|ARCHIVED_GROUP|HTTPS|NO|NODE_EXTRA)_[A-Z_]+\b/g)),
];

test("docs/cli.md has every variable that --help has, and no other than those of flags", () => {
  const named = variablesIn(
    CLI.table("| variable | |")
      .map(([variable]) => variable)
      .join(" "),
  );
  expect(named).toEqual(expect.arrayContaining(variablesIn(ENVIRONMENT)));
  const flags = Object.values(SETTINGS).map(({ variable }) => variable);
  expect(named.filter((name) => ![...variablesIn(ENVIRONMENT), ...flags].includes(name))).toEqual([]);
});

/** The codes of a help text; they stand before words. */
const codesIn = (help: string): string[] =>
  [...help.matchAll(/(?:^|\s{2,})(\d+) [a-z]/gm)].map(([, code = ""]) => code);

test("docs/cli.md has the exit codes of archive, as its help has them, and that of drift", () => {
  const codes = CLI.table("| exit code | |").map(([code]) => code);
  expect(codes).toEqual(codesIn(ARCHIVE_EXIT_CODES));
  const [own] = codesIn(DRIFT_EXIT_CODES).filter((code) => !codes.includes(code));
  expect(CLI.text).toContain(`\`drift\` ends with ${own} when it has found drift.`);
});
