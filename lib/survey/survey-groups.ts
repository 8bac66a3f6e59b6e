import type { Group } from "../archival/platform";
import { type Receipt, serversArchivedBy } from "../archival/receipt";
import { keyOf, type Target } from "../archival/target";
import { showsArchived, subGroupsOf } from "../archival/tree";
import { inParallel } from "../common/in-parallel";
import { SETTINGS } from "../contract/settings";
import type { Charges } from "../ctl/readings";
import { type Assessment, assess } from "./assess";
import type { Neighbour, Surveyor, Unseen, Wanted } from "./findings";
import { type LocatedGroup, readGroups } from "./read-groups";
import { readSchedules } from "./read-schedules";

/** Whether a group was seen. */
export function isSeen(result: Assessment | Unseen): result is Assessment {
  return "impact" in result;
}

/**
 * Looks at groups once, with as few requests as possible.
 *
 * @param billing whether to ask what the servers cost: one request for each tree, or each group that is read on its own
 * @param schedules whether to ask what is done to the groups by schedule: one request for each group, where they are few
 * @param neighbours what else is declared, where it may be a part of one of these
 * @returns for each of the wanted, in order: what it would do, or why it was not seen
 * @throws PlatformError when the platform does not accept who we are
 */
export async function surveyGroups(
  wanted: readonly Wanted[],
  surveyor: Surveyor,
  { billing, schedules: ask }: { readonly billing: boolean; readonly schedules: boolean },
  neighbours: readonly Neighbour[] = wanted,
): Promise<(Assessment | Unseen)[]> {
  const whyNot = new Map(
    wanted.map((one) => [one, endpointMismatch(one.environment ?? {}, surveyor.platform.endpoint)]),
  );
  const here = wanted.filter((one) => whyNot.get(one) === undefined);
  const accounts = [...new Set(here.map(({ target }) => target.accountAlias))];
  const located = new Map<string, ReadonlyMap<string, LocatedGroup | Error | undefined>>();
  for (const alias of accounts) {
    const ids = here
      .filter(({ target }) => target.accountAlias === alias)
      .map(({ target }) => target.groupId);
    located.set(alias, await readGroups(surveyor.platform, alias, [...new Set(ids)]));
  }
  const seen = ({ target }: Wanted): LocatedGroup | Error | undefined =>
    located.get(target.accountAlias)?.get(target.groupId);
  const active = here.filter((one) => {
    const found = seen(one);
    return found && !(found instanceof Error) && !showsArchived(found.group);
  });
  const charges = billing ? await readCharges(active, seen, surveyor) : new Map<string, undefined>();
  const toArchive = active
    .filter(({ wants }) => wants !== "restored")
    .map((one) => ({ ...one.target, ...(seen(one) as LocatedGroup) }));
  const schedules = ask ? await readSchedules(toArchive, surveyor.platform) : undefined;
  const isAnswering = answeringAccounts(
    here.filter((one) => isShown(seen(one))),
    surveyor,
  );
  return inParallel(wanted, async (one) => {
    const { target, guardrails, guardrailsAtApply = [], restores = false, wants = "archived" } = one;
    const why = whyNot.get(one);
    if (why !== undefined) {
      return { why, because: "elsewhere" };
    }
    const shown = seen(one);
    if (shown instanceof Error) {
      return { why: shown.message, because: statusOf(shown) === 403 ? "forbidden" : "unreadable" };
    }
    if (!shown && !(await isAnswering(target.accountAlias))) {
      const why = `account ${target.accountAlias} shows neither this group nor its data centers`;
      return { why, because: "unreadable" };
    }
    const archives = shown && wants === "archived" ? [] : await surveyor.archivesFromHere(target);
    const receipt = !shown && archives[0]?.ended.as === "archived" ? archives[0] : undefined;
    const archivedFromHere = serversArchivedBy(archives);
    const found = shown ?? (receipt && fromReceipt({ ...receipt, servers: archivedFromHere }));
    if (!found) {
      const unknown = `account ${target.accountAlias} has no such group, or this user may not see it`;
      return { why: unknown, because: "missing" };
    }
    return assess({
      target,
      endpoint: surveyor.platform.endpoint,
      now: surveyor.now(),
      found,
      ...(receipt && { receipt }),
      // An active group that was seen archived has been restored as a whole since.
      archivedFromHere: archives[0]?.ended.as === "failed" ? archivedFromHere : [],
      wants,
      restores,
      guardrails,
      guardrailsAtApply,
      isPriced: billing,
      charges: charges.get(keyOf({ ...target, groupId: found.readAs })),
      schedules,
      open: await surveyor.openArchive(target),
      nested: nestedIn(found, one, neighbours),
    });
  });
}

function isShown(found: LocatedGroup | Error | undefined): boolean {
  return found !== undefined && !(found instanceof Error);
}

/**
 * Whether an account answers: asked once, and only where a group of it is missing and no other was seen. A gateway that has lost
 * its routes answers 404 to everything, and then neither that nor a receipt tells anything of a group
 * (docs/decisions/0010-done-means-seen.md).
 */
function answeringAccounts(
  shown: readonly Wanted[],
  { platform }: Surveyor,
): (accountAlias: string) => Promise<boolean> {
  const answers = new Map(shown.map(({ target }) => [target.accountAlias, Promise.resolve(true)]));
  return (accountAlias) => {
    const answer =
      answers.get(accountAlias) ?? platform.isAnswering(accountAlias, undefined).catch(() => false);
    answers.set(accountAlias, answer);
    return answer;
  };
}

function statusOf(error: Error): unknown {
  return (error as { readonly status?: unknown }).status;
}

/** What is known of the cost, by account and by the group that was asked; to be without it is no failure. */
async function readCharges(
  active: readonly Wanted[],
  seen: (one: Wanted) => LocatedGroup | Error | undefined,
  { platform }: Surveyor,
): Promise<ReadonlyMap<string, ReadonlyMap<string, Charges> | undefined>> {
  const asked = new Map<string, Target>();
  for (const one of active) {
    const { accountAlias } = one.target;
    const { readAs } = seen(one) as LocatedGroup;
    const tree = { accountAlias, groupId: readAs };
    asked.set(keyOf(tree), tree);
  }
  const answers = await inParallel([...asked], async ([key, target]) => {
    const charges = await platform.billing(target).catch(() => undefined);
    return [key, charges] as const;
  });
  return new Map(answers);
}

/** The declarations of groups below one. */
function nestedIn(
  { group }: LocatedGroup,
  { target }: Wanted,
  neighbours: readonly Neighbour[],
): readonly Neighbour[] {
  const below = new Set(subGroupsOf(group).map(({ id }) => id));
  return neighbours.filter(
    (other) => other.target.accountAlias === target.accountAlias && below.has(other.target.groupId),
  );
}

/** An archived group that the platform does not show, as the receipt of its archive tells. */
function fromReceipt({ groupId, groupName, servers, subGroups }: Receipt): LocatedGroup {
  const status = "archived";
  const group = (id: string, name: string): Group => ({
    id,
    name,
    status,
    state: status,
    type: "default",
    archivable: false,
    servers: [],
    groups: [],
  });
  return {
    group: {
      ...group(groupId, groupName),
      servers: servers.map((id) => ({ id, name: id, status, state: status })),
      groups: subGroups.map((id) => group(id, id)),
    },
    path: [],
    readAs: groupId,
  };
}

/**
 * The API that a declaration is held to; `undefined` when it is to none, or only Terraform knows to which: the hook checks that.
 *
 * @param environment what its hook is told
 */
export function heldTo(environment: Readonly<Record<string, string>>): string | undefined {
  const endpoint = environment[SETTINGS.endpoint.variable];
  return endpoint?.includes("${") ? undefined : endpoint;
}

/**
 * Why a declaration must not be looked at here.
 *
 * @param endpoint where CLC_BASE_URL leads
 */
function endpointMismatch(
  environment: Readonly<Record<string, string>>,
  endpoint: string,
): string | undefined {
  const held = heldTo(environment);
  return held === undefined || held === endpoint
    ? undefined
    : `it is declared or pinned for ${held}, and CLC_BASE_URL points to ${endpoint}`;
}
