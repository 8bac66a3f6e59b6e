import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CARRIER_TYPES } from "../contract/carriers";
import { type DeclaredGroup, declaredIn } from "./declared-groups-in";
import { asRecord, readJson } from "./read-json";

/** What is declared where Terraform runs, with the modules that it calls. Addresses are without keys of instances. */
export interface Configuration {
  /** Groups as the construct declares them, in Terraform's JSON. */
  readonly groups: readonly DeclaredGroup[];
  /** Every resource that may be of a group; of HCL it is read only that it is there. */
  readonly addresses: readonly string[];
}

/** The blocks of a module that matter here. */
interface Blocks {
  readonly groups: readonly DeclaredGroup[];
  /** Such as `null_resource.web`. */
  readonly resources: readonly string[];
  /** Names of modules that it calls. */
  readonly calls: readonly string[];
}

/** Enough to know that something is declared; what it says is Terraform's to read. */
const BLOCK = new RegExp(
  String.raw`^[ \t]*(?:module|resource[ \t]+"?(${CARRIER_TYPES.join("|")})"?)[ \t]+"?([\w-]+)"?[ \t]*\{`,
  "gm",
);

/**
 * Reads what a folder declares. Where its modules lie is known only after `init`.
 *
 * @param folder where Terraform runs
 * @throws UsageError when a file of JSON is unusable
 */
export function readConfiguration(folder: string): Configuration {
  const modules = installedModules(folder);
  const visit = (key: string, at: string): Configuration => {
    const { calls, groups, resources } = readModule(at);
    const prefix = key === "" ? "" : `module.${key.replaceAll(".", ".module.")}.`;
    const below = calls.flatMap((name) => {
      const child = key === "" ? name : `${key}.${name}`;
      const where = modules.get(child);
      return where === undefined ? [] : [visit(child, resolve(folder, where))];
    });
    return {
      groups: [
        ...groups.map((group) => ({ ...group, address: `${prefix}${group.address}` })),
        ...below.flatMap((one) => one.groups),
      ],
      addresses: [...resources.map((one) => `${prefix}${one}`), ...below.flatMap((one) => one.addresses)],
    };
  };
  return visit("", folder);
}

/** The files of a folder that configure Terraform or OpenTofu. */
export function configurationFiles(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder).filter((name) => /\.(?:tf|tofu)(?:\.json)?$/.test(name))
    : [];
}

/** Where Terraform keeps what `init` has found. */
export function dataFolder(folder: string): string {
  return resolve(folder, process.env.TF_DATA_DIR || ".terraform");
}

function readModule(folder: string): Blocks {
  const blocks = configurationFiles(folder).map((name) => {
    const path = join(folder, name);
    return name.endsWith(".json") ? jsonBlocks(path) : hclBlocks(readFileSync(path, "utf8"));
  });
  return {
    groups: blocks.flatMap(({ groups }) => groups),
    resources: blocks.flatMap(({ resources }) => resources),
    calls: [...new Set(blocks.flatMap(({ calls }) => calls))],
  };
}

function jsonBlocks(path: string): Blocks {
  const json = readJson(path, "correct it, or synthesize it again");
  const resources = asRecord(json.resource);
  return {
    groups: declaredIn(json),
    resources: CARRIER_TYPES.flatMap((type) =>
      Object.keys(asRecord(resources[type])).map((name) => `${type}.${name}`),
    ),
    calls: Object.keys(asRecord(json.module)),
  };
}

function hclBlocks(text: string): Blocks {
  const found = [...text.matchAll(BLOCK)].map(([, type, name = ""]) => ({ type, name }));
  return {
    groups: [],
    resources: found.flatMap(({ type, name }) => (type === undefined ? [] : [`${type}.${name}`])),
    calls: found.flatMap(({ type, name }) => (type === undefined ? [name] : [])),
  };
}

/** The modules that `init` has installed, by keys such as `old.web`: the folders that they lie in. */
function installedModules(folder: string): ReadonlyMap<string, string> {
  const file = join(dataFolder(folder), "modules", "modules.json");
  if (!existsSync(file)) {
    return new Map();
  }
  const { Modules: all } = readJson(file, 'run "terraform init" again');
  const known = Array.isArray(all) ? all.map(asRecord) : [];
  return new Map(known.map(({ Key, Dir }) => [String(Key), String(Dir)]));
}
