import fc from "fast-check";
import { matchRoute, type Route } from "../../lib/emulator/api/router";

const handle = () => ({ status: 200 });
const routes: Route[] = [
  { name: "getGroup", method: "GET", path: "/v2/groups/:account/:groupId", handle },
  { name: "archiveGroup", method: "POST", path: "/v2/groups/:account/:groupId/archive", handle },
];

test("a path in any case finds its route, and parameters keep the case they came in", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9a-fA-F]{32}$/), fc.boolean(), (id, upper) => {
      const prefix = upper ? "/V2/GROUPS" : "/v2/groups";
      expect(matchRoute(routes, "GET", `${prefix}/ALTD/${id}`)).toEqual({
        route: routes[0],
        params: { account: "ALTD", groupId: id },
      });
    }),
  );
});

test("no path makes the router throw", () => {
  fc.assert(fc.property(fc.string(), (path) => void matchRoute(routes, "GET", `/v2/groups/${path}`)));
});

test("an encoded slash stays inside its parameter", () => {
  expect(matchRoute(routes, "GET", "/v2/groups/a/b%2Farchive")).toMatchObject({
    params: { groupId: "b/archive" },
  });
});

test("a known path with another method says which methods there are", () => {
  expect(matchRoute(routes, "DELETE", "/v2/groups/a/b/archive")).toEqual({ allowed: ["POST"] });
});

test.each(["/v2/groups/a", "/v2/groups//b", "/v2/groups/a/b/c", "/v2/groups/a/b//", "/v2/groups/a/%"])(
  "%s is no route",
  (path) => {
    expect(matchRoute(routes, "GET", path)).toBeUndefined();
  },
);
