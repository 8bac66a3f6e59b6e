import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

jest.setTimeout(60_000);

const ROOT = join(__dirname, "..", "..");
const ENTRY_POINTS = {
  "cdktf-archived-group": join(ROOT, "lib/index.ts"),
  "cdktf-archived-group/emulator": join(ROOT, "lib/emulator/index.ts"),
};
const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile);
const { options } = ts.convertCompilerOptionsFromJson(
  { ...config.compilerOptions, noEmit: true, noUnusedLocals: false },
  ROOT,
);

/** What an example may take for granted. */
const GIVEN: Readonly<Record<string, string>> = {
  app: 'declare const app: import("cdktf").App;',
  stack: 'declare const stack: import("cdktf").TerraformStack;',
  emulator: 'declare const emulator: import("cdktf-archived-group/emulator").CtlEmulator;',
};

interface PublicApi {
  /** Where each name is exported. */
  readonly names: ReadonlyMap<string, string>;
  /** The code of each example, with whose it is. */
  readonly examples: ReadonlyMap<string, string>;
}

/** Reads the examples of everything public, members included. */
function readPublicApi(): PublicApi {
  const program = ts.createProgram(Object.values(ENTRY_POINTS), options);
  const checker = program.getTypeChecker();
  const names = new Map<string, string>();
  const examples = new Map<string, string>();
  const collect = (whose: string, symbol: ts.Symbol): void => {
    for (const { name, text } of symbol.getJsDocTags(checker)) {
      if (name === "example") examples.set(ts.displayPartsToString(text), whose);
    }
  };
  for (const [entryPoint, path] of Object.entries(ENTRY_POINTS)) {
    const module = checker.getSymbolAtLocation(program.getSourceFile(path) as ts.SourceFile) as ts.Symbol;
    for (const exported of checker.getExportsOfModule(module)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      names.set(exported.name, entryPoint);
      collect(exported.name, symbol);
      for (const member of [...(symbol.members?.values() ?? []), ...(symbol.exports?.values() ?? [])]) {
        collect(`${exported.name}.${member.name}`, member);
      }
    }
  }
  return { names, examples };
}

/** An example as a module of its own, which imports or declares what it names and does not declare itself. */
function asModule(code: string, names: PublicApi["names"]): string {
  const words = new Set(code.match(/\b\w+\b/g));
  for (const [, own] of code.matchAll(/\b(?:const|let) (\w+)/g)) words.delete(own ?? "");
  const imports = [...words].flatMap((word) => {
    const from = names.get(word);
    return from ? [`import { ${word} } from ${JSON.stringify(from)};`] : (GIVEN[word] ?? []);
  });
  return [...imports, "export async function example() {", code, "}"].join("\n");
}

test("every example in a public docstring compiles", () => {
  const { names, examples } = readPublicApi();
  expect([...examples.values()]).toEqual(
    expect.arrayContaining([
      "ArchivedGroup",
      "CtlClient",
      "credentialsFrom",
      "CtlEmulator",
      "CtlEmulator.fault",
    ]),
  );
  mkdirSync(join(ROOT, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(ROOT, ".cache", "examples-"));
  try {
    const files = [...examples].map(([code, whose], number) => {
      const file = join(folder, `${number}-${whose}.ts`);
      writeFileSync(file, asModule(code, names));
      return file;
    });
    const program = ts.createProgram(files, options);
    const errors = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
      return `${ts.flattenDiagnosticMessageText(messageText, "\n")}\n${file?.text}`;
    });
    expect(errors).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("every public name has a docstring, and docs/api.md is made of them", () => {
  const check = [join(ROOT, "scripts", "api-docs.mjs"), "--check"];
  const { status, stdout, stderr } = spawnSync(process.execPath, check, { encoding: "utf8" });
  expect([status, stderr, stdout]).toEqual([0, "", "docs/api.md is up to date\n"]);
});
