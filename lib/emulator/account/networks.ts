import type { AccountRecord, DataCenterRecord } from "./model";
import { stableId } from "./stable-id";

export interface Network {
  /** 32 hex digits. */
  readonly id: string;
  readonly name: string;
  readonly cidr: string;
  readonly gateway: string;
  readonly netmask: string;
  readonly vlan: number;
}

/** A data center has one network [INF]; its name is made as the recorded ones are, its addresses are those of servers. */
export function networksOf({ alias }: AccountRecord, { id }: DataCenterRecord): Network[] {
  return [
    {
      id: stableId(alias, id, "network"),
      name: "vlan_1249_10.110.37",
      cidr: "10.110.37.0/24",
      gateway: "10.110.37.1",
      netmask: "255.255.255.0",
      vlan: 1249,
    },
  ];
}
