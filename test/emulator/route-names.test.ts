import { routes } from "../../lib/emulator/api/actions";
import { ROUTE_NAMES, STALE_ROUTES } from "../../lib/emulator/common/route-names";

test("every route name is that of at least one call", () => {
  expect(new Set(routes.map(({ name }) => name))).toEqual(new Set(ROUTE_NAMES));
});

test("every GET can be played stale, but those that show no groups or servers", () => {
  const shown = routes.filter(({ method }) => method === "GET").map(({ name }) => name);
  const others = ["getStatus", "dataCenters", "account", "notEmulated"];
  expect([...new Set(shown)].filter((name) => !others.includes(name))).toEqual(STALE_ROUTES);
});
