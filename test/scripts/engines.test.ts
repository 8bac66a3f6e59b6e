import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../construct/stacks";

const script = join(__dirname, "../../scripts/engines.mjs");

function engines(id: string, PATH = process.env.PATH) {
  const env = { ...process.env, PATH };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, id], { encoding: "utf8", env });
  return { status, said: (stdout + stderr).trim() };
}

test("an engine that is on the PATH in the version that is meant is not built", () => {
  const folder = temporaryFolder();
  const binary = join(folder, "tofu");
  writeFileSync(binary, "#!/bin/sh\necho OpenTofu v1.6.3\n", { mode: 0o755 });

  expect(engines("opentofu-1.6.3", `${folder}:${process.env.PATH}`)).toEqual({ status: 0, said: binary });
});

test("an engine that nobody knows is refused with the names of those that there are", () => {
  expect(engines("terraform-0.12")).toEqual({
    status: 1,
    said: 'There is no engine "terraform-0.12": choose from terraform-1.5.7, opentofu-1.6.3, opentofu-1.12.6.',
  });
});
