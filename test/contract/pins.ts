import type { Pin } from "../../lib/contract/pin";

export const PIN: Pin = {
  accountAlias: "ALTD",
  groupId: "2a5c0b9662cf4fc8bf6180f139facdc0",
  endpoint: "https://api.ctl.io",
  name: "Web Applications",
  path: ["DE1 Hardware"],
  parentId: "213d687f8cb71f54dca084cc6629815c",
  locationId: "DE1",
  subGroups: [
    { id: "6a06a3c79107d0e6f8be1fbe749ebbf9", name: "Storefront", in: "2a5c0b9662cf4fc8bf6180f139facdc0" },
  ],
  servers: [
    { id: "de1altdshop01", name: "DE1ALTDSHOP01", in: "6a06a3c79107d0e6f8be1fbe749ebbf9", cpu: 4 },
    { id: "de1altdweb01", name: "DE1ALTDWEB01", in: "2a5c0b9662cf4fc8bf6180f139facdc0" },
  ],
};

export const OTHER_PIN: Pin = {
  ...PIN,
  groupId: "5c0b9662cf4fc8bf6180f139facdc02a",
  name: "Decommissioned",
  subGroups: [],
  servers: [{ id: "ca1altdold01", name: "CA1ALTDOLD01", in: "5c0b9662cf4fc8bf6180f139facdc02a" }],
};

/** With one more server directly in the group. */
export function grown(pin: Pin, id: string): Pin {
  return { ...pin, servers: [...pin.servers, { id, name: id.toUpperCase(), in: pin.groupId }] };
}
