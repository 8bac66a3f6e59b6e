import { CtlEmulator, WEB_APPLICATIONS } from "../../lib/emulator";
import { CARRIERS, Project } from "./project";

jest.setTimeout(120_000);

describe.each(CARRIERS)("a group whose id comes from another resource, with %s,", (carrier) => {
  let emulator: CtlEmulator;
  let project: Project;

  beforeAll(async () => {
    emulator = await CtlEmulator.start({ speed: 60 });
  });

  afterAll(() => emulator.stop());
  afterEach(() => project.remove());

  async function apply(groupId: string) {
    const env = { ARCHIVED_GROUP_CARRIER: carrier, TEST_GROUP_ID: groupId };
    project = await Project.create(emulator, { app: "test/e2e/apps/from-another-resource.ts", env });
    expect(await project.cdktf("synth")).toMatchObject({ code: 0 });
    expect(await project.terraform(["init", "-no-color"])).toMatchObject({ code: 0 });
    return project.terraform(["apply", "-auto-approve", "-no-color"]);
  }

  test("is refused before anything is sent when that is no id at all", async () => {
    const { code, output } = await apply("web");
    expect(code).toBe(1);
    expect(output).toContain("groupId must be 32 hex digits.");
    expect(emulator.events).toEqual([]);
  });

  test("is refused by its expectedName, which Terraform passes on to the letter", async () => {
    const { code, output } = await apply(WEB_APPLICATIONS);
    expect(code).toBe(1);
    expect(output).toContain("exit status 5");
    expect(output).toContain('expectedName is "Web "${not.an.expression}" Applications"');
    expect(output).not.toContain("terraform_data.after: Creat");
    expect(emulator.acceptedArchives()).toEqual([]);
  });

  test("is archived in the end, before what depends on it", async () => {
    emulator.addGroup({
      parentId: emulator.group(WEB_APPLICATIONS)?.parentId ?? "",
      id: "c".repeat(32),
      name: 'Web "${not.an.expression}" Applications',
    });
    const { code, output } = await apply("C".repeat(32));
    expect(output).toMatch(/was seen archived[\s\S]*terraform_data.after: Creation complete/);
    expect(code).toBe(0);
    expect(emulator.group("c".repeat(32))?.status).toBe("archived");
  });
});
