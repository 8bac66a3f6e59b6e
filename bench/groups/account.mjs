// An account with many groups in two data centers, one server in each.

export const ACCOUNT = "ALTD";
const DATA_CENTERS = [
  ["DE1", "DE1 - Germany (Frankfurt)"],
  ["GB3", "GB3 - Great Britain (Slough)"],
];

export function groupId(nth) {
  return `b${nth.toString(16).padStart(31, "0")}`;
}

/** As `CtlEmulator.start({ account })` and seed files take it. */
export function accountOf(groups) {
  const all = Array.from({ length: groups }, (_, nth) => ({
    id: groupId(nth),
    name: `Project ${nth}`,
    servers: [{ name: `p${nth}` }],
  }));
  return {
    alias: ACCOUNT,
    dataCenters: DATA_CENTERS.map(([id, name], which) => ({
      id,
      name,
      groups: all.filter((_, nth) => nth % DATA_CENTERS.length === which),
    })),
  };
}
