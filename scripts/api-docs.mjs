/**
 * node scripts/api-docs.mjs           writes docs/api.md from the docstrings of both entry points
 * node scripts/api-docs.mjs --check   says whether it is up to date
 *
 * TypeDoc reads them and judges them: an export without a docstring, a link to nothing, or a type that the public API
 * uses and does not export fails. Signatures are shown as they stand in the source.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Application, Converter, ReflectionKind } from "typedoc";

const root = fileURLToPath(new URL("..", import.meta.url));
const file = join(root, "docs", "api.md");
/** By TypeDoc's names for lib/index.ts and lib/emulator/index.ts. */
const entryPoints = {
  index: "cdktf-archived-group",
  emulator: "cdktf-archived-group/emulator",
};
/** What a reader wants first comes first. */
const kinds = [
  [ReflectionKind.Class, "class"],
  [ReflectionKind.Function, "function"],
  [ReflectionKind.Interface, "interface"],
  [ReflectionKind.TypeAlias, "type"],
  [ReflectionKind.Variable, "constant"],
];
const head = `<!-- Made by "npm run docs" from the docstrings in lib/: change them, not this file. -->

# API reference

Times are in milliseconds unless a name or a docstring says otherwise. \`[REC]\`, \`[DOC]\`, \`[CODE]\` and \`[INF]\` say how a fact about the API is known: recorded traffic, its documentation, public client code, inferred.
`;

const { project, sources } = await read();
const exports = new Set(project.children.flatMap(({ children }) => children.map(({ name }) => name)));
const text = render(project);
const stale = (existsSync(file) ? readFileSync(file, "utf8") : "") !== text;
if (process.argv.includes("--check")) {
  if (stale) fail('docs/api.md is not what the docstrings say: run "npm run docs" and commit it');
  console.log("docs/api.md is up to date");
} else {
  writeFileSync(file, text);
  console.log(`docs/api.md ${stale ? "written" : "was up to date"}`);
}

async function read() {
  const app = await Application.bootstrap({
    entryPoints: [join(root, "lib/index.ts"), join(root, "lib/emulator/index.ts")],
    tsconfig: join(root, "tsconfig.build.json"),
    readme: "none",
    excludePrivate: true,
    excludeProtected: true,
    excludeInternal: true,
    excludeExternals: true,
    sort: ["source-order"],
    validation: { notExported: true, invalidLink: true, notDocumented: true },
    requiredToBeDocumented: ["Class", "Interface", "Function", "TypeAlias", "Variable", "Method", "Accessor"],
    disableSources: true,
    logLevel: "Warn",
  });
  const sources = new Map();
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
    sources.set(reflection.id, context.getSymbolFromReflection(reflection)?.declarations ?? []);
  });
  const project = await app.convert();
  if (project) app.validate(project);
  if (!project || app.logger.hasErrors() || app.logger.hasWarnings())
    fail("the docstrings have to be fixed as said above");
  return { project, sources };
}

function render(project) {
  const modules = Object.entries(entryPoints).map(([id, name]) => {
    const module = project.children.find((child) => child.name === id);
    const exported = kinds.flatMap(([kind, word]) =>
      module.children.filter((child) => child.kind === kind).map((child) => ({ child, word })),
    );
    const rows = exported.map(({ child, word }) => [
      linkTo(child.name),
      word,
      firstSentence(commentOf(child)),
    ]);
    return [
      `## ${name}`,
      textOf(module.comment.summary),
      table(["export", "", ""], rows),
      ...exported.map(({ child, word }) => [`### ${child.name}`, ...symbol(child, word)].join("\n\n")),
    ].join("\n\n");
  });
  return `${head}\n${modules.join("\n\n").replace(/\n{3,}/g, "\n\n")}\n`;
}

function symbol(reflection, word) {
  const members = (reflection.children ?? []).filter(isShownHere);
  const values = members.filter(
    ({ kind }) => kind === ReflectionKind.Property || kind === ReflectionKind.Accessor,
  );
  const methods = members.filter(({ kind }) => kind === ReflectionKind.Method);
  const rows = values.map((member) => {
    const comment = commentOf(member);
    const name = `\`${member.name}${member.flags.isOptional ? "?" : ""}\``;
    return [name, `\`${typeOf(member)}\``, comment ? textOf(comment.summary) : "", defaultOf(comment)];
  });
  return [
    code(declaration(reflection, word)),
    ...prose(reflection),
    table(["", "type", "", "default"], rows),
    ...methods.flatMap((method) => [
      `#### ${reflection.name}.${method.name}`,
      code(signatureOf(method)),
      ...prose(method),
    ]),
  ].filter(Boolean);
}

/** What comes from a base that has its own place in this file, or in somebody else's, is not repeated. */
function isShownHere({ inheritedFrom, flags }) {
  return !flags.isExternal && !(inheritedFrom && isPublic(inheritedFrom));
}

function isPublic(type) {
  const isOurs = type.package === undefined || type.package === "cdktf-archived-group";
  return !isOurs || exports.has(type.name.split(".")[0]);
}

function declaration(reflection, word) {
  if (word === "function") return `function ${signatureOf(reflection)}`;
  if (word === "type")
    return nodeOf(reflection)
      .getText()
      .replace(/^export /, "");
  if (word === "constant") return `const ${reflection.name}: ${reflection.type}`;
  const bases = (keyword, types = []) => {
    const names = types.filter(isPublic).map(String);
    return names.length > 0 ? ` ${keyword} ${names.join(", ")}` : "";
  };
  const up = bases("extends", reflection.extendedTypes) + bases("implements", reflection.implementedTypes);
  const made = reflection.children?.find(({ kind }) => kind === ReflectionKind.Constructor);
  if (word === "interface" && !up) return "";
  const title = `${reflection.flags.isAbstract ? "abstract " : ""}${word} ${reflection.name}${up}`;
  const construction = made && !made.inheritedFrom ? signatureOf(made) : "";
  return `${title}\n${construction.replace(/^constructor/, `new ${reflection.name}`)}`.trim();
}

/** As it stands in the source, without its body. */
function signatureOf(reflection) {
  const node = nodeOf(reflection);
  const { text } = node.getSourceFile();
  return text
    .slice(node.getStart(), node.body?.getStart() ?? node.end)
    .replace(/^export |(?<=^(static )?)async /g, "")
    .replace(/^function /, "")
    .replace(/[;\s]+$/, "")
    .replace(/^ {2}(?= *[^\s])/gm, node.parent.members ? "" : "  ");
}

function typeOf(member) {
  const written = nodeOf(member)
    ?.type?.getText()
    .replace(member.flags.isOptional ? / \| undefined$/ : "", "");
  return written ?? inferred(String(member.type ?? member.getSignature?.type));
}

/** TypeScript has no order for the words of a type that it infers; here they are always the same. */
function inferred(type) {
  return /^"[^"]*"( \| "[^"]*")+$/.test(type) ? type.split(" | ").sort().join(" | ") : type;
}

function nodeOf(reflection) {
  return sources.get(reflection.id)?.[0];
}

function commentOf({ comment, signatures, getSignature }) {
  return comment ?? signatures?.[0]?.comment ?? getSignature?.comment;
}

/** A docstring as paragraphs: what it says, its parameters, what it returns and throws, where it comes from, examples. */
function prose(reflection) {
  const comment = commentOf(reflection);
  const parameters = reflection.signatures?.[0]?.parameters ?? [];
  const list = [
    ...parameters.flatMap((one) => (one.comment ? [`\`${one.name}\`: ${textOf(one.comment.summary)}`] : [])),
    ...tags(comment, "@returns").map((text) => `Returns ${text}`),
    ...tags(comment, "@throws").map((text) => `Throws ${text.replace(/^\w+/, linkTo)}`),
    ...tags(comment, "@see").map((text) => `See ${text}`),
  ];
  return [
    textOf(comment?.summary ?? []),
    list.map((item) => `- ${item.replace(/\s+/g, " ")}`).join("\n"),
    ...tags(comment, "@example"),
  ];
}

function tags(comment, name) {
  return (comment?.blockTags ?? []).filter(({ tag }) => tag === name).map(({ content }) => textOf(content));
}

/** TypeDoc takes it for code; here a value is code, and words are words. */
function defaultOf(comment) {
  const text = (tags(comment, "@default")[0] ?? "").replace(/^```ts\n([\s\S]*)\n```$/, "$1");
  if (text.startsWith("- ")) return text.slice(2);
  return text && /^\S+$|^"[^"]*"$/.test(text) ? `\`${text}\`` : text;
}

function textOf(parts) {
  return parts
    .map(({ kind, text }) => (kind === "inline-tag" ? linkTo(text) : text))
    .join("")
    .trim();
}

function linkTo(name) {
  return exports.has(name) ? `[\`${name}\`](#${name.toLowerCase()})` : `\`${name}\``;
}

function firstSentence(comment) {
  const text = textOf(comment.summary);
  return (/^[\s\S]*?[.:](?=\s|$)/.exec(text)?.[0] ?? text).replace(/:$/, "");
}

/** Columns that are empty in every row are left out. */
function table(titles, rows) {
  if (rows.length === 0) return "";
  const kept = titles.map((_, column) => rows.some((row) => row[column] !== ""));
  const line = (cells) => `| ${cells.filter((_, column) => kept[column]).join(" | ")} |`;
  const texts = rows.map((row) => line(row.map((text) => text.replace(/\s+/g, " ").replaceAll("|", "\\|"))));
  return [line(titles), line(titles.map(() => "---")), ...texts].join("\n");
}

function code(text) {
  return text && `\`\`\`ts\n${text}\n\`\`\``;
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
