import { keyOf, type Target } from "../archival/target";
import { inParallel } from "../common/in-parallel";
import { UsageError } from "../common/usage-error";
import { type Configuration, readConfiguration } from "./configuration";
import type { DeclaredGroup } from "./declared-groups-in";
import { declaredAddress, type RecordedGroup, recordedGroups } from "./recorded-groups";
import type { Workplace } from "./workspace";

/** A group that a stack declares, or has in its state, or both. */
export interface Subject {
  readonly stack: Workplace;
  readonly target: Target;
  readonly address: string;
  /** What its hook is told; nothing where that cannot be read. */
  readonly environment: Readonly<Record<string, string>>;
  readonly declared: Pick<DeclaredGroup, "wants"> | undefined;
  readonly recorded: RecordedGroup | undefined;
}

/** A stack whose state or configuration could not be read. */
export interface Unreadable {
  readonly stack: string;
  readonly drift: null;
  /** One sentence. */
  readonly what: string;
}

/**
 * Reads states and configurations. One that cannot be read does not hide the others.
 *
 * @throws UsageError when none can be read
 */
export async function readStates(
  stacks: readonly Workplace[],
): Promise<{ readonly subjects: readonly Subject[]; readonly unreadable: readonly Unreadable[] }> {
  const read = await inParallel(stacks, (stack) =>
    subjectsOf(stack).catch((error: unknown) => {
      if (error instanceof UsageError) {
        return { stack: stack.name, drift: null, what: error.message } as const;
      }
      throw error;
    }),
  );
  const unreadable = read.filter((one): one is Unreadable => !Array.isArray(one));
  const [first] = unreadable;
  if (first && unreadable.length === stacks.length) {
    throw new UsageError(first.what);
  }
  return { subjects: read.flatMap((one) => (Array.isArray(one) ? one : [])), unreadable };
}

async function subjectsOf(stack: Workplace): Promise<Subject[]> {
  const recorded = await recordedGroups(stack.folder, stack.engine);
  return match(stack, recorded, readConfiguration(stack.folder));
}

/** Joins what is recorded with what is declared, and adds what is declared alone. */
export function match(
  stack: Workplace,
  recorded: readonly RecordedGroup[],
  configuration: Configuration,
): Subject[] {
  const known = new Set(recorded.map(({ target }) => keyOf(target)));
  return [
    ...configuration.groups.flatMap((declared): Subject[] => {
      const { address, environment, target } = declared;
      return target && !known.has(keyOf(target))
        ? [{ stack, target, address, environment, declared, recorded: undefined }]
        : [];
    }),
    ...recorded.map((record): Subject => {
      const { address, target } = record;
      const group = declarationOf(record, configuration);
      const declared = group ?? (isUnread(record, configuration) ? wantsOf(record) : undefined);
      return { stack, target, address, environment: group?.environment ?? {}, declared, recorded: record };
    }),
  ];
}

/** What is declared at the address of a record, of the same group or of one that only Terraform knows; else anywhere. */
function declarationOf(
  { address, target }: RecordedGroup,
  { groups }: Configuration,
): DeclaredGroup | undefined {
  const isSame = (group: DeclaredGroup): boolean =>
    group.target !== undefined && keyOf(group.target) === keyOf(target);
  const there = groups.filter((group) => group.address === declaredAddress(address));
  return there.find((group) => !group.target || isSame(group)) ?? groups.find(isSame);
}

/** Whether something is declared at the address of a record that only Terraform can read, such as HCL. */
function isUnread({ address }: RecordedGroup, { addresses, groups }: Configuration): boolean {
  const at = declaredAddress(address);
  return addresses.includes(at) && !groups.some((group) => group.address === at);
}

function wantsOf({ restored }: RecordedGroup): Pick<DeclaredGroup, "wants"> {
  return { wants: restored ? "restored" : "archived" };
}
