import type { Attributes } from "./carriers/carrier-faults";

/** What is written as `cdk.tf.json`, as far as it matters here. */
export interface RenderedStack {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly [block: string]: unknown;
}

/** What a block of a stack refers to, by the address of the block. */
type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Finds the resources that are created before they are destroyed: those that say so, and all that these depend on, to which
 * Terraform spreads it (internal/terraform/transform_destroy_cbd.go). It cannot see what is set within a module.
 *
 * @param addresses of the resources that are looked for
 * @returns those that were found, each with a sentence that says why
 */
export function createdBeforeDestroyed(
  stack: RenderedStack,
  addresses: readonly string[],
): (readonly [string, string])[] {
  const setters = [...resourcesOf(stack)].flatMap(([address, { lifecycle }]) =>
    Object(lifecycle).create_before_destroy === true ? [address] : [],
  );
  if (setters.length === 0) {
    return [];
  }
  const graph = graphOf(stack);
  const causes = new Map<string, string>();
  for (const setter of setters) {
    for (const reached of dependenciesOf(graph, setter)) {
      if (!causes.has(reached)) causes.set(reached, setter);
    }
  }
  return addresses.flatMap((address) => {
    const cause = causes.get(address);
    if (cause === undefined) return [];
    const isOwn = setters.includes(address);
    return [
      [
        address,
        isOwn
          ? "create_before_destroy is set in its lifecycle"
          : `create_before_destroy of ${cause} reaches ${address}, because one depends on the other`,
      ] as const,
    ];
  });
}

/** A block with all that it depends on, however indirectly. */
function dependenciesOf(graph: Graph, start: string): ReadonlySet<string> {
  const seen = new Set([start]);
  for (const address of seen) {
    // A set is walked to what is added on the way.
    for (const next of graph.get(address) ?? []) seen.add(next);
  }
  return seen;
}

function graphOf(stack: RenderedStack): Graph {
  const blocks = new Map<string, unknown>([
    ...resourcesOf(stack),
    ...named(stack.data, (type, name) => `data.${type}.${name}`),
    ...Object.entries(Object(stack.locals)).map(([name, value]) => [`local.${name}`, value] as const),
    ...Object.entries(Object(stack.module)).map(([name, value]) => [`module.${name}`, value] as const),
    ...providers(stack),
  ]);
  return new Map(
    [...blocks].map(([address, block]) => {
      const names = [...referencesIn(block), ...providerOf(address, block)];
      return [address, new Set(names.filter((name) => blocks.has(name)))];
    }),
  );
}

/** Every resource, by its address. */
export function resourcesOf({ resource }: RenderedStack): (readonly [string, Attributes])[] {
  return named(resource, (type, name) => `${type}.${name}`);
}

function named(
  blocks: unknown,
  addressOf: (type: string, name: string) => string,
): (readonly [string, Attributes])[] {
  return Object.entries<object>(Object(blocks)).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, block]) => [addressOf(type, name), block as Attributes] as const),
  );
}

function providers({ provider }: RenderedStack): (readonly [string, unknown])[] {
  return Object.entries(Object(provider)).flatMap(([name, configurations]) =>
    [configurations].flat().map((one) => {
      const { alias } = Object(one);
      return [`provider.${alias === undefined ? name : `${name}.${alias}`}`, one] as const;
    }),
  );
}

/** Of a resource or data source: the provider that it names, else the one that its type begins with. */
function providerOf(address: string, block: unknown): string[] {
  const [kind = ""] = address.split(".");
  if (["local", "module", "provider"].includes(kind)) {
    return [];
  }
  const { provider = address.replace(/^data\./, "").split(/[_.]/)[0] } = Object(block);
  return [`provider.${String(provider).replace(/^\$\{|\}$/g, "")}`];
}

/** Whatever looks like an address, where Terraform reads one. */
function referencesIn(value: unknown, isReference = false): string[] {
  if (typeof value === "string") {
    return isReference || /[$%]\{/.test(value)
      ? (value.match(/(?:\bdata\.)?\b[A-Za-z_][\w-]*\.[A-Za-z_][\w-]*/g) ?? [])
      : [];
  }
  return Object.entries(Object(value)).flatMap(([key, inside]) =>
    referencesIn(inside, isReference || key === "depends_on" || key === "replace_triggered_by"),
  );
}
