import { statSync } from "node:fs";
import { unzipSync } from "fflate";
import { CtlEmulator, WEB_APPLICATIONS } from "../../lib/emulator";
import { CARRIERS, Project } from "./project";

jest.setTimeout(180_000);

/** Requests that are more than a look or a login. */
function changes({ events }: CtlEmulator): string[] {
  return events.flatMap((event) =>
    event.kind === "request" && event.method !== "GET" && event.route !== "login"
      ? [`${event.method} ${event.path}`]
      : [],
  );
}

describe.each(CARRIERS)("a group declared with %s", (carrier) => {
  let emulator: CtlEmulator;
  let project: Project;

  beforeAll(async () => {
    emulator = await CtlEmulator.start({ speed: 30, password: "p4ssw0rd-that-nobody-may-see" });
    project = await Project.create(emulator, { env: { ARCHIVED_GROUP_CARRIER: carrier } });
  });

  afterAll(async () => {
    await emulator.stop();
    await project.remove();
  });

  const seen: string[] = [];

  test("is planned by cdktf diff, which sends nothing", async () => {
    const { code, output } = await project.cdktf("diff");
    seen.push(output);
    expect(output).toContain(`${carrier}.web (web/Default) will be created`);
    expect(output).toMatch(/group_id" *= "2a5c0b9662cf4fc8bf6180f139facdc0"|group_id +=/);
    expect(output).toContain("1 to add, 0 to change, 0 to destroy");
    expect(code).toBe(0);
    expect(output).toContain("4 of 5 servers powered on");
    expect(changes(emulator)).toEqual([]);
  });

  test("is archived by cdktf deploy, which blocks until it was seen archived", async () => {
    const { code, output } = await project.cdktf("deploy");
    seen.push(output);
    expect(output).toContain('"Web Applications" is active: 5 servers to archive, in 3 groups');
    expect(output).toContain("accepted as operation de1-");
    expect(output).toContain(
      '"Web Applications" (2a5c0b9662cf4fc8bf6180f139facdc0) was seen archived, with 5 servers',
    );
    expect(output).toContain("Creation complete");
    expect(code).toBe(0);
    expect(emulator.acceptedArchives()).toHaveLength(1);
    expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
  });

  test("needs nothing more: cdktf diff says so right after", async () => {
    const { code, output } = await project.cdktf("diff");
    seen.push(output);
    expect(output).toContain("No changes");
    expect(code).toBe(0);
  });

  test("needs nothing more: a second deploy sends nothing", async () => {
    const before = changes(emulator);
    const { code, output } = await project.cdktf("deploy");
    seen.push(output);
    expect(output).toContain("No changes");
    expect(code).toBe(0);
    expect(changes(emulator)).toEqual(before);
  });

  test("leaves the password nowhere, and the token in the tokens folder alone: not in cdktf.out, state, plan, journal, logs or output", async () => {
    const files = (await project.files()).flatMap(({ path, content }) =>
      path.endsWith("/plan")
        ? Object.entries(unzipSync(content)).map(([name, part]) => ({
            path: `${path}/${name}`,
            content: Buffer.from(part),
          }))
        : [{ path, content }],
    );
    const places = [
      ...files.map(({ path, content }) => ({ path, text: content.toString("latin1") })),
      { path: "output", text: seen.join("\n") },
      { path: "plan as JSON", text: (await project.terraform(["show", "-json", "plan"])).output },
      { path: "requests", text: JSON.stringify(emulator.events) },
    ];
    const holding = (what: RegExp) =>
      places.filter(({ text }) => what.test(text)).map(({ path }) => path.replace(/.*\//, ""));
    expect(holding(new RegExp(WEB_APPLICATIONS))).toEqual(
      expect.arrayContaining([
        "cdk.tf.json",
        "terraform.retirement.tfstate",
        "tfplan",
        "plan as JSON",
        "output",
        "requests",
      ]),
    );
    expect(holding(new RegExp(emulator.password))).toEqual([]);
    const [token, ...others] = places.filter(({ text }) => /eyJ[\w-]+\.eyJ/.test(text));
    expect(others.map(({ path }) => path)).toEqual([]);
    expect(token?.path).toMatch(/\/journal\/tokens\/[^/]+\.json$/);
    expect(statSync(token?.path ?? "").mode & 0o777).toBe(0o600);
  });

  test("stays archived when cdktf destroy removes the declaration", async () => {
    const before = changes(emulator);
    const { code, output } = await project.cdktf("destroy");
    seen.push(output);
    expect(output).toContain("Destruction complete");
    expect(code).toBe(0);
    expect(changes(emulator)).toEqual(before);
    expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
  });
});
