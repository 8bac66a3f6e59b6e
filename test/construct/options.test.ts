import fc from "fast-check";
import { ArchivedGroup, type ArchivedGroupProps, guardArchives, survey, UsageError } from "../../lib";
import { OPTIONS } from "../../lib/construct/options";
import { declare, newStack } from "./stacks";

/** Options as they come from JSON: TypeScript has not seen them. */
type Options = Record<string, unknown>;

const TAKERS: Record<keyof typeof OPTIONS, (options: Options) => unknown> = {
  ArchivedGroup: (options) => declare(newStack(), options as Partial<ArchivedGroupProps>),
  guardArchives: (options) => guardArchives(newStack(), options),
  survey: (options) => survey(newStack(), options),
};
const takers = Object.keys(TAKERS) as (keyof typeof OPTIONS)[];

/** What was thrown, at once or later. */
async function refusal(taker: keyof typeof OPTIONS, options: unknown): Promise<unknown> {
  return (async () => TAKERS[taker](options as Options))().then(
    () => "accepted",
    (error: unknown) => error,
  );
}

test.each<[keyof typeof OPTIONS, Options, string]>([
  [
    "ArchivedGroup",
    { maxServer: 1 },
    'ArchivedGroup "web" has no option "maxServer"; did you mean maxServers?',
  ],
  [
    "ArchivedGroup",
    { MAXSERVERS: 1 },
    'ArchivedGroup "web" has no option "MAXSERVERS"; did you mean maxServers?',
  ],
  [
    "ArchivedGroup",
    { depends_on: [] },
    'ArchivedGroup "web" has no option "depends_on"; did you mean dependsOn?',
  ],
  [
    "ArchivedGroup",
    { toString: 1 },
    'ArchivedGroup "web" has no option "toString"; choose from accountAlias, ',
  ],
  ["guardArchives", { maxServer: 3 }, 'guardArchives has no option "maxServer"; did you mean maxServers?'],
  [
    "guardArchives",
    { timeout: "4h" },
    'guardArchives has no option "timeout"; choose from maxServers, protectedNames, requireSurvey, requirePin',
  ],
  ["survey", { biling: true }, 'survey has no option "biling"; did you mean billing?'],
  ["survey", { required: true }, 'survey has no option "required"; choose from deadline, billing'],
  ["survey", { timeout: "4s" }, 'survey has no option "timeout"; choose from deadline, billing'],
])("a typo in an option of %s is no option: %j", async (taker, options, sentence) => {
  const refused = await refusal(taker, options);
  expect(refused).toBeInstanceOf(UsageError);
  expect((refused as Error).message).toContain(sentence);
});

test.each<[Options, string]>([
  [
    { maxServers: null },
    "maxServers must be a whole number of zero or more, got null; leave it out if you do not want it",
  ],
  [{ maxServers: [5] }, "maxServers must be a whole number of zero or more, got [5]"],
  [{ maxServers: "" }, 'maxServers must be a whole number of zero or more, got ""'],
  [{ maxServers: "5" }, 'maxServers must be a whole number of zero or more, got "5"'],
  [{ maxServers: Number.NaN }, 'maxServers must be a whole number of zero or more, got "NaN"'],
  [
    { protectedNames: [] },
    "protectedNames must be a list of names or globs, with at least one, got an empty list",
  ],
  [
    { protectedNames: null },
    "protectedNames must be a list of names or globs, with at least one, got null; leave it out if you do not want it",
  ],
  [{ protectedNames: "*" }, 'protectedNames must be a list of names or globs, with at least one, got "*"'],
  [
    { protectedNames: [null] },
    "protectedNames must be a list of names or globs, with at least one, got [null]",
  ],
  [{ protectedNames: [""] }, "protectedNames must be names or globs, none of them empty"],
  [{ requirePin: null }, "requirePin must be true or false, got null; leave it out if you do not want it"],
  [{ requirePin: "false" }, 'requirePin must be true or false, got "false"'],
  [{ requireSurvey: 0 }, "requireSurvey must be true or false, got 0"],
])("a guardrail is one, or it is refused: %j", async (options, sentence) => {
  for (const taker of ["ArchivedGroup", "guardArchives"] as const) {
    const refused = await refusal(taker, options);
    expect(refused).toBeInstanceOf(UsageError);
    expect((refused as Error).message).toContain(sentence);
  }
});

test.each<[Options, string]>([
  [{ billing: "yes" }, 'billing must be true or false, got "yes"'],
  [{ deadline: 20 }, 'deadline must be a duration such as "90s", "1h30m" or "4h", got 20'],
  [{ deadline: "soon" }, 'deadline must be a duration such as "90s", "1h30m" or "4h", got "soon"'],
  [{ billing: null }, "billing must be true or false, got null; leave it out if you do not want it"],
])("a survey refuses %j", async (options, sentence) => {
  expect(await refusal("survey", options)).toMatchObject({ name: "UsageError", message: sentence });
});

test("one resource to depend on is a list of one; of an archived group it is its resource", () => {
  const web = declare(newStack());
  const after = (dependsOn: unknown) => () =>
    declare(newStack(), { dependsOn } as Partial<ArchivedGroupProps>, "db");
  const sentence = "dependsOn must be a list of resources (of an ArchivedGroup, its `resource`), got";
  expect(after(web.resource)).toThrow(`${sentence} an object`);
  expect(after([web])).toThrow(`${sentence} [an object]`);
  expect(after([null])).toThrow(`${sentence} [null]`);
});

test.each(takers)("%s takes an object, and leaves out what is undefined", async (taker) => {
  for (const wrong of [null, [], "web", 5]) {
    if (taker === "ArchivedGroup") {
      const create = () => new ArchivedGroup(newStack(), "web", wrong as unknown as ArchivedGroupProps);
      expect(create).toThrow(/^ArchivedGroup "web" takes an object with options, got /);
    } else {
      const refused = await refusal(taker, wrong);
      expect((refused as Error).message).toMatch(new RegExp(`^${taker} takes an object with options, got `));
    }
  }
  const nothing = Object.fromEntries(
    Object.keys(OPTIONS[taker])
      .filter((key) => key !== "accountAlias" && key !== "groupId")
      .map((key) => [key, undefined]),
  );
  expect(await refusal(taker, { ...nothing, unheardOf: undefined })).toBe("accepted");
});

test.each(takers)("whatever JSON gives %s, it is taken or refused by one sentence", async (taker) => {
  const known = Object.keys(OPTIONS[taker]);
  const options = fc.dictionary(fc.oneof(fc.constantFrom(...known), fc.string()), fc.jsonValue(), {
    maxKeys: 3,
  });
  await fc.assert(
    fc.asyncProperty(options, async (given) => {
      const outcome = await refusal(taker, given);
      if (outcome !== "accepted") {
        expect(outcome).toBeInstanceOf(UsageError);
        expect((outcome as Error).message).not.toMatch(/\bundefined\b|\[object/);
      }
    }),
    { numRuns: 200 },
  );
});
