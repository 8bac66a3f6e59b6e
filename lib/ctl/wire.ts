/** A link between resources. Hrefs come in lower case, ids of servers in upper case (recorded). */
export interface LinkBody {
  readonly rel?: string;
  readonly href?: string;
  readonly id?: string;
  readonly name?: string;
}

/** `GET /v2/servers/{alias}/{id}`, as far as it is read here. */
export interface ServerBody {
  readonly id: string;
  readonly name?: unknown;
  readonly status: string;
  /** `powerState`, `cpu`, `memoryMB`, `storageGB` and more; absent while it is queued for something (recorded). */
  readonly details?: unknown;
}

/** `GET /v2/groups/{alias}/{id}?serverDetail=detailed`, as far as it is read here. */
export interface GroupBody {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly status: string;
  /** Only with `serverDetail=detailed`; without it the servers are links of rel `server`. */
  readonly servers?: readonly ServerBody[];
  /**
   * Of the group and all groups below it; with `serverDetail=detailed` servers of any status, otherwise active ones. The
   * "Archive" group always says 0 (recorded).
   */
  readonly serversCount?: number;
  readonly groups?: readonly GroupBody[];
  readonly links?: readonly LinkBody[];
  readonly locationId?: unknown;
  /** `createdBy`, `createdDate`, `modifiedBy`, `modifiedDate`. */
  readonly changeInfo?: unknown;
}

/** `GET /v2/datacenters/{alias}?groupLinks=true`, as far as it is read here. */
export interface DataCenterBody {
  readonly id: string;
  readonly name: string;
  readonly links?: readonly LinkBody[];
}
