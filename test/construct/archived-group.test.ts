import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { NullProvider } from "@cdktf/provider-null/lib/provider";
import { Resource as NullResource } from "@cdktf/provider-null/lib/resource";
import { App, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { Construct } from "constructs";
import { type ArchivedGroupProps, UsageError } from "../../lib";
import { declare, environmentOf, GROUP, newStack, OTHER_GROUP, synth, temporaryFolder } from "./stacks";

const HOOK = /^\$\{path\.module\}\/assets\/archived-group-hook\/[0-9A-F]{32}\/hook\.cjs$/;

describe("what is synthesized", () => {
  const provisioner = [
    {
      "local-exec": {
        command: "archive",
        environment: { ARCHIVED_GROUP_ACCOUNT: "ALTD", ARCHIVED_GROUP_ID: GROUP },
        interpreter: ["node", expect.stringMatching(HOOK)],
      },
    },
  ];
  const identity = { account_alias: "ALTD", group_id: GROUP };

  test("one null_resource, and its provider", () => {
    const stack = newStack();
    declare(stack);
    expect(synth(stack)).toEqual({
      provider: { null: [{}] },
      resource: {
        null_resource: {
          web: {
            lifecycle: {
              ignore_changes: ["impact", "parent_id", "servers", "was_active"].map(
                (key) => `triggers["${key}"]`,
              ),
            },
            provisioner,
            triggers: identity,
          },
        },
      },
      terraform: { required_providers: { null: { source: "null", version: expect.any(String) } } },
    });
  });

  test("one terraform_data, and no provider", () => {
    const stack = newStack();
    declare(stack, { carrier: "terraform_data" });
    expect(synth(stack)).toEqual({
      resource: {
        terraform_data: {
          web: { lifecycle: { ignore_changes: ["input"] }, provisioner, triggers_replace: identity },
        },
      },
    });
  });

  test("every condition and knob travels in the environment and is no trigger", () => {
    const stack = newStack();
    declare(stack, {
      expectedName: "Web Applications",
      maxServers: 5,
      timeout: "90m",
      endpoint: "HTTPS://API.ctl.io/v2",
    });
    expect(environmentOf(stack)).toEqual({
      ARCHIVED_GROUP_ACCOUNT: "ALTD",
      ARCHIVED_GROUP_ID: GROUP,
      ARCHIVED_GROUP_EXPECTED_NAME: "Web Applications",
      ARCHIVED_GROUP_MAX_SERVERS: "5",
      ARCHIVED_GROUP_TIMEOUT: "90m",
      ARCHIVED_GROUP_ENDPOINT: "https://api.ctl.io",
    });
    expect(synth(stack).resource.null_resource.web.triggers).toEqual(identity);
  });

  test.each(["null_resource", "terraform_data"] as const)("spelling makes no difference on %s", (carrier) => {
    const [one, other] = [newStack(), newStack()];
    declare(one, { carrier, accountAlias: "ALTD", groupId: GROUP });
    declare(other, { carrier, accountAlias: "altd", groupId: GROUP.toUpperCase() });
    expect(synth(one)).toEqual(synth(other));
  });

  test("in a nested scope the address holds the path", () => {
    const stack = newStack();
    const team = new Construct(stack, "team");
    declare(team as TerraformStack);
    expect(Object.keys(synth(stack).resource.null_resource)).toEqual([
      expect.stringMatching(/^team_web_[0-9A-F]{8}$/),
    ]);
  });
});

describe("a whole app", () => {
  const secrets = {
    CLC_USERNAME: "somebody",
    CLC_PASSWORD: "s3cret-password",
    CLC_BEARER_TOKEN: "s3cret-token",
  };
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });

  /** Two stacks with ten groups each, synthesized into a folder. */
  function synthesized(): string {
    const outdir = temporaryFolder();
    const app = new App({ outdir });
    for (const id of ["blue", "green"]) {
      const stack = new TerraformStack(app, id);
      for (let index = 0; index < 10; index += 1) {
        const groupId = `${id === "blue" ? 0 : 1}${index}`.repeat(16);
        declare(stack, { groupId, ...(index % 2 && { carrier: "terraform_data" }) }, `group-${index}`);
      }
    }
    app.synth();
    return outdir;
  }

  test("carries the hook once per stack, where its provisioners look for it", () => {
    const outdir = synthesized();
    for (const id of ["blue", "green"]) {
      const folder = join(outdir, "stacks", id);
      const { resource } = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"));
      const hooks = [...Object.values(resource.null_resource), ...Object.values(resource.terraform_data)].map(
        // biome-ignore lint/suspicious/noExplicitAny: JSON of Terraform
        (carrier: any) => carrier.provisioner[0]["local-exec"].interpreter[1],
      );
      expect(hooks).toHaveLength(10);
      expect(new Set(hooks).size).toBe(1);
      expect(existsSync(hooks[0].replace("${path.module}", folder))).toBe(true);
      const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) =>
        file.isFile(),
      );
      expect(files.map(({ name }) => name).sort()).toEqual(["cdk.tf.json", "hook.cjs"]);
    }
  });

  test("holds no credentials, even when they are set while it is synthesized", () => {
    Object.assign(process.env, secrets);
    const outdir = synthesized();
    const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) {
      const text = readFileSync(join(file.parentPath, file.name), "utf8");
      for (const secret of Object.values(secrets)) {
        expect(text).not.toContain(secret);
      }
    }
  });
});

describe("literals are checked where they are written", () => {
  const alias =
    'accountAlias must be the short code of an account, 1 to 16 letters and digits such as "ALTD", got';
  const id = 'groupId must be 32 hex digits such as "2a5c0b9662cf4fc8bf6180f139facdc0", got';

  test.each<[Partial<Record<keyof ArchivedGroupProps, unknown>>, string]>([
    [{ accountAlias: "" }, `${alias} ""`],
    [{ accountAlias: " ALTD" }, `${alias} " ALTD"`],
    [{ accountAlias: "AL/TD" }, `${alias} "AL/TD"`],
    [{ accountAlias: "A".repeat(17) }, `${alias} "AAAAAAAAAAAAAAAAA"`],
    [{ accountAlias: undefined }, `${alias} ""`],
    [{ groupId: "" }, `${id} 0 characters: ""`],
    [{ groupId: undefined }, `${id} 0 characters: ""`],
    [{ groupId: "Web Applications" }, `${id} 16 characters: "Web Applications"`],
    [{ groupId: `${GROUP}\n` }, `${id} 33 characters: "${GROUP}\n"`],
    [{ groupId: GROUP.replace("2", "g") }, `${id} 32 characters: "g`],
    [{ timeout: "" }, 'timeout must be a duration such as "90s", "1h30m" or "4h", got ""'],
    [{ timeout: "-5m" }, 'timeout must be a duration such as "90s", "1h30m" or "4h", got "-5m"'],
    [{ timeout: 90 }, 'timeout must be a duration such as "90s", "1h30m" or "4h", got 90'],
    [{ timeout: "0s" }, 'timeout must be longer than 0s and at most 24d, got "0s"'],
    [{ maxServers: -1 }, 'maxServers must be a whole number of zero or more, got "-1"'],
    [{ maxServers: 1.5 }, 'maxServers must be a whole number of zero or more, got "1.5"'],
    [{ maxServers: Number.NaN }, 'maxServers must be a whole number of zero or more, got "NaN"'],
    [
      { maxServers: Number.POSITIVE_INFINITY },
      'maxServers must be a whole number of zero or more, got "Infinity"',
    ],
    [{ endpoint: "" }, 'endpoint must be an address such as "https://api.ctl.io", got ""'],
    [
      { endpoint: "api.ctl.io" },
      'endpoint must be an address such as "https://api.ctl.io", got "api.ctl.io"',
    ],
    [{ endpoint: "https://api.ctl.io/v1" }, "endpoint must be an origin, with or without /v2 behind it"],
    [{ expectedName: "" }, "expectedName must not be empty; leave it out to accept any name"],
    [{ carrier: "local_file" }, 'carrier must be "null_resource" or "terraform_data", got "local_file"'],
    [{ state: "gone" }, 'state must be "archived" or "restored", got "gone"'],
    [{ onDestroy: "archive" }, 'onDestroy must be "retain" or "restore", got "archive"'],
    [{ state: "restored", restoreTo: "here" }, 'restoreTo must be 32 hex digits such as "2a5c'],
    [{ onDestroy: "restore", restoreTo: "" }, "restoreTo must be 32 hex digits such as"],
    [{ restoreTo: "here" }, "restoreTo must be 32 hex digits such as"],
    [{ restoreTo: null }, "restoreTo must be 32 hex digits, got null; leave it out if you do not want it"],
    [
      { restoreTo: GROUP.toUpperCase() },
      `restoreTo must be a different group from the one that is restored, got "${GROUP.toUpperCase()}"`,
    ],
  ])("%j", (props, sentence) => {
    const create = () => declare(newStack(), props as Partial<ArchivedGroupProps>);
    expect(create).toThrow(UsageError);
    expect(create).toThrow(sentence);
  });

  test("zero servers is a condition like any other", () => {
    const stack = newStack();
    declare(stack, { maxServers: 0 });
    expect(environmentOf(stack).ARCHIVED_GROUP_MAX_SERVERS).toBe("0");
  });

  test("plain http may be pinned: whether it may be used, CLC_ALLOW_HTTP says when it is applied", () => {
    const stack = newStack();
    declare(stack, { endpoint: "http://10.0.0.1:4000" });
    expect(environmentOf(stack).ARCHIVED_GROUP_ENDPOINT).toBe("http://10.0.0.1:4000");
  });
});

describe.each([
  ["null_resource", "triggers"],
  ["terraform_data", "triggers_replace"],
] as const)("the way back, in a %s", (carrier, identity) => {
  /** The resource of a declaration. */
  const resourceOf = (props: Partial<ArchivedGroupProps>) => {
    const stack = newStack();
    declare(stack, { carrier, ...props });
    return synth(stack).resource[carrier].web;
  };
  const provisionersOf = (props: Partial<ArchivedGroupProps>) =>
    resourceOf(props).provisioner.map((one: Record<string, object>) => one["local-exec"]);

  test("a restored group has one more key in its identity; an archived one has the keys it always had", () => {
    const known = { account_alias: "ALTD", group_id: GROUP };
    expect(resourceOf({ state: "archived" })).toEqual(resourceOf({}));
    expect(resourceOf({})[identity]).toEqual(known);
    expect(resourceOf({ state: "restored" })[identity]).toEqual({ ...known, state: "restored" });
  });

  test("a restored group runs the other command, by its declaration, and without the conditions of an archive", () => {
    const props = { expectedName: "Web", maxServers: 5, protectedNames: ["db-*"], timeout: "2h" };
    expect(provisionersOf({ ...props, state: "restored", restoreTo: OTHER_GROUP.toUpperCase() })).toEqual([
      {
        command: "restore",
        environment: {
          ARCHIVED_GROUP_ACCOUNT: "ALTD",
          ARCHIVED_GROUP_ID: GROUP,
          ARCHIVED_GROUP_EVIDENCE: "the declaration",
          ARCHIVED_GROUP_RESTORE_TO: OTHER_GROUP,
          ARCHIVED_GROUP_TIMEOUT: "2h",
        },
        interpreter: ["node", expect.stringMatching(HOOK)],
      },
    ]);
  });

  test("a restore at destroy sees the object that goes, literals, and nothing else", () => {
    const stack = newStack();
    const variable = new TerraformVariable(stack, "id", {}).stringValue;
    declare(stack, { carrier, onDestroy: "restore", groupId: variable, accountAlias: variable });
    const [, atDestroy] = synth(stack).resource[carrier].web.provisioner;
    const { when, command, environment, interpreter } = atDestroy["local-exec"];
    expect([when, command]).toEqual(["destroy", "restore"]);
    expect(environment).toMatchObject({
      ARCHIVED_GROUP_ACCOUNT: `\${self.${identity}.account_alias}`,
      ARCHIVED_GROUP_ID: `\${self.${identity}.group_id}`,
    });
    const text = JSON.stringify([environment, interpreter]);
    expect(text).toContain("self.");
    expect(text).not.toMatch(/\b(var|data|local|null_resource|terraform_data)\./);
    expect(text).toContain("${path.module}");
  });

  test("a choice about the destroy changes no trigger and nothing of the archive", () => {
    const { provisioner, ...retained } = resourceOf({});
    const { provisioner: both, ...restored } = resourceOf({ onDestroy: "restore" });
    expect(restored).toEqual(retained);
    expect(both).toHaveLength(2);
    expect(both[0]).toEqual(provisioner[0]);
    expect(resourceOf({ onDestroy: "retain" })).toEqual(resourceOf({}));
  });

  test("declared restored by now, it restores what goes as well: that may have archived a group", () => {
    const [atCreate, atDestroy, ...more] = provisionersOf({ state: "restored", onDestroy: "restore" });
    expect(more).toEqual([]);
    expect(atCreate).toMatchObject({ command: "restore" });
    expect(atDestroy).toMatchObject({
      command: "restore",
      when: "destroy",
      environment: {
        ARCHIVED_GROUP_DESTROYED: expect.stringMatching(/^\$\{try\(self\..*state, "archived"\)\}$/),
      },
    });
  });

  test("a target that only Terraform knows is for a declared restore alone", () => {
    const stack = newStack();
    const restoreTo = new TerraformVariable(stack, "target", {}).stringValue;
    const declareIt = (props: Partial<ArchivedGroupProps>, id: string) => () =>
      declare(stack, { carrier, restoreTo, ...props }, id);
    expect(declareIt({ state: "restored" }, "restored")).not.toThrow();
    expect(declareIt({ onDestroy: "restore", groupId: OTHER_GROUP }, "at-destroy")).toThrow(
      "restoreTo must be a literal where onDestroy restores: at destroy Terraform knows no other resource",
    );
  });
});

test.each(["timeout", "endpoint"])("%s must be a literal where onDestroy restores", (option) => {
  const stack = newStack();
  const value = new TerraformVariable(stack, "value", {}).stringValue;
  expect(() => declare(stack, { onDestroy: "restore", [option]: value })).toThrow(
    `${option} must be a literal where onDestroy restores: at destroy Terraform knows no other resource`,
  );
});

test.each<[string, (variable: TerraformVariable) => string[]]>([
  ["a name", (variable) => ["db-*", variable.stringValue]],
  ["a list", (variable) => variable.listValue],
])("%s that only Terraform knows is refused: it would protect nothing", (_, namesOf) => {
  const stack = newStack();
  const protectedNames = namesOf(new TerraformVariable(stack, "value", {}));
  expect(() => declare(stack, { protectedNames })).toThrow(
    "protectedNames must be literals, not values that only Terraform knows",
  );
});

test("what Terraform will not do is said where onDestroy restores, and only there", () => {
  const said = (props: Partial<ArchivedGroupProps>) => declare(newStack(), props).node.metadata;
  expect(said({ onDestroy: "restore" })).toEqual([
    expect.objectContaining({
      type: "@cdktf/info",
      data: 'onDestroy is "restore", but Terraform runs nothing when the declaration is deleted from the code (deploy it with state "restored" first), nor after a failed archive (deploy it again first)',
    }),
  ]);
  expect(said({})).toEqual([]);
  expect(said({ state: "restored", onDestroy: "restore" })).toEqual([]);
});

describe("the same group twice", () => {
  const again =
    /\[(\S+)\] group 2a5c0b9662cf4fc8bf6180f139facdc0 of account ALTD is declared twice, here and at "(\S+)"/;
  const paths = (validate: () => unknown): string[] => {
    try {
      validate();
    } catch (error) {
      return again.exec((error as Error).message)?.slice(1) ?? [(error as Error).message];
    }
    return [];
  };

  test("in one stack is refused, whatever the spelling, with both paths", () => {
    const stack = newStack();
    declare(stack);
    declare(stack, { groupId: GROUP.toUpperCase(), accountAlias: "altd" }, "same");
    expect(paths(() => synth(stack))).toEqual(["retirement/same", "retirement/web"]);
  });

  test("in two stacks is refused, too", () => {
    const app = Testing.app();
    const [one, other] = [new TerraformStack(app, "one"), new TerraformStack(app, "other")];
    declare(one);
    declare(new Construct(other, "team") as TerraformStack, {}, "same");
    expect(paths(() => app.synth())).toEqual(["other/team/same", "one/web"]);
  });

  test("is fine in two accounts, and in two apps", () => {
    const stack = newStack();
    declare(stack);
    declare(stack, { accountAlias: "OTHR" }, "same");
    expect(paths(() => synth(stack))).toEqual([]);
    const another = newStack();
    declare(another);
    expect(paths(() => synth(another))).toEqual([]);
  });

  test("a loop may declare many groups of several accounts: one provider and one hook for all", () => {
    const stack = newStack();
    const accounts = ["ALTD", "OTHR"];
    const ids = Array.from({ length: 100 }, (_, index) => index.toString(16).padStart(32, "0"));
    for (const accountAlias of accounts) {
      const account = new Construct(stack, accountAlias);
      for (const groupId of ids) {
        declare(account as TerraformStack, { accountAlias, groupId }, groupId);
      }
    }
    const { provider, resource } = synth(stack);
    expect(provider).toEqual({ null: [{}] });
    // biome-ignore lint/suspicious/noExplicitAny: JSON of Terraform
    const all: any[] = Object.values(resource.null_resource);
    expect(new Set(all.map(({ triggers }) => `${triggers.account_alias} ${triggers.group_id}`)).size).toBe(
      200,
    );
    expect(new Set(all.map(({ provisioner }) => provisioner[0]["local-exec"].interpreter[1])).size).toBe(1);
  });

  test("two groups are two groups", () => {
    const stack = newStack();
    declare(stack);
    declare(stack, { groupId: OTHER_GROUP }, "other");
    expect(paths(() => synth(stack))).toEqual([]);
  });
});

describe("the provider of null_resource", () => {
  const providers = (stack: TerraformStack): unknown => synth(stack).provider;

  test("is added once for many groups", () => {
    const stack = newStack();
    declare(stack);
    declare(stack, { groupId: OTHER_GROUP }, "other");
    expect(providers(stack)).toEqual({ null: [{}] });
  });

  test("is the user's own, wherever in the stack it was declared", () => {
    const stack = newStack();
    new NullProvider(new Construct(stack, "providers"), "null");
    declare(stack);
    expect(providers(stack)).toEqual({ null: [{}] });
  });

  test("is added beside one with an alias, which answers only for those who name it", () => {
    const stack = newStack();
    new NullProvider(stack, "null", { alias: "special" });
    declare(stack);
    expect(providers(stack)).toEqual({ null: [{ alias: "special" }, {}] });
  });

  test("is not taken from another stack below this one", () => {
    const stack = newStack();
    new NullProvider(new TerraformStack(stack, "inner"), "null");
    declare(stack);
    expect(providers(stack)).toEqual({ null: [{}] });
  });

  test("declared after the first group is refused, saying what to do", () => {
    const stack = newStack();
    declare(stack);
    new NullProvider(stack, "null");
    expect(() => synth(stack)).toThrow(
      "the stack declares its own NullProvider after its first ArchivedGroup; declare the NullProvider first",
    );
  });

  test("with an alias may be declared at any time", () => {
    const stack = newStack();
    declare(stack);
    new NullProvider(stack, "null", { alias: "special" });
    expect(() => synth(stack)).not.toThrow();
  });
});

describe("order", () => {
  test.each(["null_resource", "terraform_data"] as const)(
    "%s is archived after what it depends on",
    (carrier) => {
      const stack = newStack();
      new NullProvider(stack, "null");
      const backup = new NullResource(stack, "backup");
      declare(stack, { carrier, dependsOn: [backup] });
      expect(synth(stack).resource[carrier].web.depends_on).toEqual(["null_resource.backup"]);
    },
  );

  test("others can wait for it, groups as well", () => {
    const stack = newStack();
    const web = declare(stack);
    new NullResource(stack, "report", { dependsOn: [web.resource] });
    declare(stack, { groupId: OTHER_GROUP, dependsOn: [web.resource] }, "data");
    const { report, data } = synth(stack).resource.null_resource;
    expect(report.depends_on).toEqual(["null_resource.web"]);
    expect(data.depends_on).toEqual(["null_resource.web"]);
  });

  test("its resource is its default child", () => {
    const stack = newStack();
    const web = declare(stack);
    expect(web.node.defaultChild).toBe(web.resource);
    expect(Object.keys(synth(stack).resource.null_resource)).toEqual(["web"]);
  });
});

test("a package that was not built says what to do", () => {
  jest.isolateModules(() => {
    jest.doMock("node:fs", () => ({
      ...jest.requireActual("node:fs"),
      existsSync: (path: string) => !path.endsWith("hook.cjs") && existsSync(path),
    }));
    const { ArchivedGroup } = require("../../lib") as typeof import("../../lib");
    const { TerraformStack, Testing } = require("cdktf") as typeof import("cdktf");
    const stack = new TerraformStack(Testing.app(), "retirement");
    expect(() => new ArchivedGroup(stack, "web", { accountAlias: "ALTD", groupId: GROUP })).toThrow(
      /^the hook \S+hook\.cjs is missing; run "npm run build" in \S+ first$/,
    );
    jest.dontMock("node:fs");
  });
});
