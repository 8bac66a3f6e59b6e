import type { Tree } from "../account/tree";
import type { RouteName } from "../common/route-names";
import type { World } from "../world/world";
import type { Answer } from "./answer";
import type { Permissions } from "./wire";

/** A parsed request. */
export interface Call {
  readonly params: Readonly<Record<string, string>>;
  /** Names in lower case: the service ignores their case [CODE]. */
  readonly query: ReadonlyMap<string, string>;
  readonly body: string;
  /** The groups and servers to read from. A stale read gets older ones. */
  readonly tree: Tree;
  readonly permissions: Permissions;
  readonly world: World;
}

/** One action of the API. */
export interface Route {
  readonly name: RouteName;
  readonly method: string;
  /** Segments that begin with a colon are parameters; `:account` must be the account of the token. */
  readonly path: string;
  readonly handle: (call: Call) => Answer;
}

export type Match =
  | { readonly route: Route; readonly params: Readonly<Record<string, string>> }
  /** The path is known, but not with this method. */
  | { readonly allowed: readonly string[] }
  | undefined;

/** Finds the route for a path. It ignores case and one trailing slash [REC]. */
export function matchRoute(routes: readonly Route[], method: string, path: string): Match {
  const fits = routes.flatMap((route) => {
    const params = matchPath(route.path, path);
    return params ? [{ route, params }] : [];
  });
  if (fits.length === 0) return undefined;
  return (
    fits.find(({ route }) => route.method === method) ?? {
      allowed: [...new Set(fits.map(({ route }) => route.method))],
    }
  );
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const expected = pattern.split("/");
  const actual = path.replace(/(?<=.)\/$/, "").split("/");
  if (expected.length !== actual.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, name] of expected.entries()) {
    // Decode after splitting: an encoded slash belongs to an (unknown) id and is not a separator.
    const segment = decode(actual[index] as string);
    if (segment === undefined || (segment === "" && name !== "")) return undefined;
    if (name.startsWith(":")) params[name.slice(1)] = segment;
    else if (name.toLowerCase() !== segment.toLowerCase()) return undefined;
  }
  return params;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
