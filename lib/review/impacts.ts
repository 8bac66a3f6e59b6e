import { oneLine } from "../common/clean";
import type { Cost, GuardrailResult, Impact, ImpactGroup, ImpactServer } from "../contract/impact";
import { type Json, parseJson } from "./json";
import { modulesIn } from "./plan-parts";

/** The variable whose default holds the survey, as text. */
const VARIABLE = "archived_group_impact";
/** No platform nests groups so deep. */
const DEEPEST = 100;

/** What a survey left in a plan, by the address of the resource without instance keys. */
export interface Surveyed {
  readonly impacts: ReadonlyMap<string, Impact>;
  /** Why groups were not looked into, such as that there is no such group. */
  readonly unseen: ReadonlyMap<string, string>;
}

/**
 * What surveys put into the configuration, each into the module that its stack is. Nothing when nothing was surveyed.
 *
 * @throws UsageError naming the first place that is not as it must be
 * @throws Error when they are of a version that this release does not know
 */
export function surveyIn(configuration: Json): Surveyed {
  const impacts = new Map<string, Impact>();
  const unseen = new Map<string, string>();
  for (const { module, prefix } of modulesIn(configuration)) {
    const text = module.at("variables").at(VARIABLE).at("default");
    if (!text.exists) continue;
    const survey = parseJson(text.raw(), placeOf(prefix));
    checkVersion(survey.at("version").number());
    for (const [key, impact] of survey.at("impacts").entries()) impacts.set(prefix + key, impactFrom(impact));
    for (const [key, why] of survey.at("unseen").entries()) unseen.set(prefix + key, why.text());
  }
  return { impacts, unseen };
}

function placeOf(prefix: string): string {
  return `the variable ${VARIABLE}${prefix === "" ? "" : ` of ${oneLine(prefix.slice(0, -1))}`}`;
}

function checkVersion(version: number): void {
  if (version !== 1) {
    throw new Error(
      `the survey in the plan has version ${version}, and this release reads version 1; update cdktf-archived-group`,
    );
  }
}

function impactFrom(json: Json): Impact {
  return {
    accountAlias: json.at("accountAlias").text(),
    groupId: json.at("groupId").text(),
    endpoint: json.at("endpoint").text(),
    seenAt: json.at("seenAt").text(),
    source: json.at("source").oneOf("survey", "pin"),
    group: groupFrom(json.at("group"), 0),
    path: texts(json.at("path")),
    ...json.optional("parentId", (id) => id.text()),
    ...json.optional("locationId", (id) => id.text()),
    wants: json.at("wants").oneOf("archived", "restored"),
    archived: json.at("archived").flag(),
    asWanted: json.at("asWanted").flag(),
    ...json.optional("changed", (changed) => ({ at: changed.at("at").text(), by: changed.at("by").text() })),
    ...json.optional("cost", costFrom),
    guardrails: json.at("guardrails").items().map(guardrailFrom),
    warnings: texts(json.at("warnings")),
    notKnown: texts(json.at("notKnown")),
  };
}

function groupFrom(json: Json, depth: number): ImpactGroup {
  if (depth > DEEPEST) throw json.mustBe(`no deeper than ${DEEPEST} groups`);
  return {
    id: json.at("id").text(),
    name: json.at("name").text(),
    ...json.optional("status", (status) => status.text()),
    ...json.optional("unlisted", (unlisted) => unlisted.number()),
    servers: json.at("servers").items().map(serverFrom),
    groups: json
      .at("groups")
      .items()
      .map((group) => groupFrom(group, depth + 1)),
  };
}

function serverFrom(json: Json): ImpactServer {
  return {
    id: json.at("id").text(),
    name: json.at("name").text(),
    ...json.optional("status", (status) => status.text()),
    ...json.optional("power", (power) => power.text()),
    ...json.optional("cpu", (cpu) => cpu.number()),
    ...json.optional("memoryMB", (memory) => memory.number()),
    ...json.optional("storageGB", (storage) => storage.number()),
    ...json.optional("cost", costFrom),
  };
}

function costFrom(json: Json): Cost {
  return {
    monthlyEstimate: json.at("monthlyEstimate").number(),
    monthToDate: json.at("monthToDate").number(),
    archiveCost: json.at("archiveCost").number(),
  };
}

function guardrailFrom(json: Json): GuardrailResult {
  return {
    name: json.at("name").text(),
    passes: json.at("passes").flag(),
    sentence: json.at("sentence").text(),
  };
}

function texts(json: Json): string[] {
  return json.items().map((item) => item.text());
}
