import {
  array,
  check,
  custom,
  type GenericSchema,
  type InferOutput,
  lazy,
  maxLength,
  minValue,
  number,
  object,
  optional,
  pipe,
  safeInteger,
  string,
  unknown,
} from "valibot";
import { isPathId } from "../archival/platform";

/** Nobody nests groups that deep; an answer that does would only exhaust the stack. */
const MOST_LEVELS = 100;
/** Of a name or a state. They are kept in the journal and matched against patterns. */
const LONGEST_TEXT = 10_000;

/** A text that is short enough to be kept. */
export const textSchema = pipe(string(), maxLength(LONGEST_TEXT));

/**
 * A link between resources. Hrefs come in lower case, ids of servers in upper case (recorded). A server whose link cannot be
 * followed would be left out, and a group could look archived without it.
 */
const linkSchema = pipe(
  object({ rel: optional(string()), href: optional(string()), id: optional(string()) }),
  check(({ rel, id }) => rel !== "server" || isPathId(id)),
);

export type LinkBody = InferOutput<typeof linkSchema>;

/** `GET /v2/servers/{alias}/{id}`, as far as it is read here. */
export const serverSchema = object({
  id: custom<string>(isPathId),
  name: optional(unknown()),
  status: textSchema,
  /** `powerState`, `cpu`, `memoryMB`, `storageGB` and more; absent while it is queued for something (recorded). */
  details: optional(unknown()),
});

export type ServerBody = InferOutput<typeof serverSchema>;

/** `GET /v2/groups/{alias}/{id}?serverDetail=detailed`, as far as it is read here. */
export interface GroupBody {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly status: string;
  /** Only with `serverDetail=detailed`; without it the servers are links of rel `server`. */
  readonly servers?: readonly ServerBody[] | undefined;
  /**
   * Of the group and all groups below it; with `serverDetail=detailed` servers of any status, otherwise active ones. The
   * "Archive" group always says 0 (recorded).
   */
  readonly serversCount?: number | undefined;
  readonly groups?: readonly GroupBody[] | undefined;
  readonly links?: readonly LinkBody[] | undefined;
  readonly locationId?: unknown;
  /** `createdBy`, `createdDate`, `modifiedBy`, `modifiedDate`. */
  readonly changeInfo?: unknown;
}

const treeSchema: GenericSchema<GroupBody> = object({
  id: textSchema,
  name: textSchema,
  type: textSchema,
  status: textSchema,
  servers: optional(array(serverSchema)),
  serversCount: optional(pipe(number(), safeInteger(), minValue(0))),
  groups: optional(array(lazy(() => treeSchema))),
  links: optional(array(linkSchema)),
  locationId: optional(unknown()),
  changeInfo: optional(unknown()),
});

/** Its levels are counted first, because the schema calls itself for each. */
export const groupSchema = pipe(
  custom<GroupBody>((value) => levelsOf(value) <= MOST_LEVELS),
  treeSchema,
);

/** `GET /v2/datacenters/{alias}?groupLinks=true`, as far as it is read here. */
const dataCenterSchema = object({ id: textSchema, name: textSchema, links: optional(array(linkSchema)) });

export type DataCenterBody = InferOutput<typeof dataCenterSchema>;

export const dataCentersSchema = array(dataCenterSchema);

function levelsOf(value: unknown): number {
  let groups = [value];
  for (let levels = 0; ; levels += 1) {
    if (groups.length === 0 || levels > MOST_LEVELS) {
      return levels;
    }
    groups = groups.flatMap((group) => {
      const below: unknown = Object(group).groups;
      return Array.isArray(below) ? below : [];
    });
  }
}
