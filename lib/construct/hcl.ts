/** How cdktf is told what an attribute is, where it renders HCL. */
interface Typed {
  readonly value: unknown;
  readonly type: "simple" | "map" | "list" | "reference" | "block";
  readonly storageClassType?: string;
  readonly isBlock?: boolean;
}

type Attributes = Record<string, unknown>;

/**
 * The resource of a declaration as cdktf renders it to HCL that means what its JSON means. Left to itself, cdktf 0.21 escapes no
 * quote, backslash or line break of a text that holds an expression, writes preconditions as an attribute, and references as
 * texts (packages/cdktf/lib/hcl/render.ts).
 *
 * @param attributes of the resource, resolved; changed in place
 * @param texts the attributes that hold texts, or maps of them
 * @param isOurs whether a provisioner is one of ours
 */
export function toReadableHcl(
  attributes: Attributes,
  texts: readonly string[],
  isOurs: (environment: unknown) => boolean,
): void {
  const { depends_on, lifecycle, provisioner } = attributes;
  for (const name of texts) {
    const attribute = attributes[name] as Typed | undefined;
    if (attribute) attributes[name] = { ...attribute, value: quoted(attribute.value) };
  }
  if (depends_on) attributes.depends_on = references(depends_on as string[]);
  if (lifecycle) attributes.lifecycle = lifecycleBlock(lifecycle as Attributes);
  for (const block of (provisioner ?? []) as { "local-exec"?: { value: Attributes } }[]) {
    const hook = block["local-exec"]?.value;
    if (hook && isOurs(hook.environment)) {
      hook.environment = { value: quoted(hook.environment), type: "map" } satisfies Typed;
      if (hook.when) hook.when = { value: hook.when, type: "reference" } satisfies Typed;
    }
  }
}

/** A text that is a template in JSON, as what stands between the quotes in HCL. */
export function templateToHcl(text: string): string {
  let hcl = "";
  for (let at = 0; at < text.length; ) {
    const [opening] = /^(?:[$%]{2}\{|[$%]\{)/.exec(text.slice(at, at + 3)) ?? [];
    if (opening?.length === 2) {
      const end = endOfExpression(text, at + 2);
      hcl += text.slice(at, end);
      at = end;
    } else {
      const part = opening ?? String.fromCodePoint(text.codePointAt(at) ?? 0);
      hcl += ESCAPES[part] ?? part;
      at += part.length;
    }
  }
  return hcl;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** Behind the brace that ends an expression; there may be texts in it, with expressions in them. */
function endOfExpression(text: string, start: number): number {
  let depth = 1;
  let at = start;
  while (at < text.length && depth > 0) {
    if (text[at] === '"') {
      at = endOfText(text, at + 1);
    } else {
      depth += text[at] === "{" ? 1 : text[at] === "}" ? -1 : 0;
      at += 1;
    }
  }
  return at;
}

function endOfText(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== '"') {
    if (text[at] === "\\") {
      at += 2;
    } else if (/^[$%]{2}\{/.test(text.slice(at, at + 3))) {
      at += 3;
    } else if (/^[$%]\{/.test(text.slice(at, at + 2))) {
      at = endOfExpression(text, at + 2);
    } else {
      at += 1;
    }
  }
  return at + 1;
}

function quoted(value: unknown): unknown {
  if (typeof value === "string") return templateToHcl(value);
  return Object.fromEntries(
    Object.entries(Object(value)).map(([key, one]) => [
      key,
      typeof one === "string" ? templateToHcl(one) : one,
    ]),
  );
}

function references(value: readonly string[]): Typed {
  return { value: `[${value.join(", ")}]`, type: "reference" };
}

function lifecycleBlock(lifecycle: Attributes): Typed {
  const value = Object.fromEntries(
    Object.entries(lifecycle).map(([name, one]) => {
      if (name === "precondition" || name === "postcondition") return [name, conditions(one as Attributes[])];
      if (!Array.isArray(one)) return [name, one === "all" ? { value: one, type: "reference" } : one];
      return [name, references(one)];
    }),
  );
  return { value, type: "block", isBlock: true };
}

function conditions(all: readonly Attributes[]): Typed {
  const text = (value: unknown): Typed => ({
    value: templateToHcl(String(value)),
    type: "simple",
    storageClassType: "string",
  });
  const value = all.map(({ condition, error_message }) => ({
    condition: text(condition),
    error_message: text(error_message),
  }));
  return { value, type: "list", isBlock: true };
}
