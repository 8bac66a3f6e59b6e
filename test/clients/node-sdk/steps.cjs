/** What a user of the Node SDK does, on the emulator. Prints a line per step that passed. */
const Sdk = require("clc-node-sdk");

const { CLC_USERNAME, CLC_PASSWORD, GROUP, TARGET_GROUP } = process.env;
const compute = new Sdk(CLC_USERNAME, CLC_PASSWORD).computeServices();

function step(name, passed) {
  console.log(`${passed ? "ok" : "not ok"} ${name}`);
  if (!passed) process.exit(1);
}

(async () => {
  const [group] = await compute.groups().find({ id: GROUP });
  step("find a group", group.id === GROUP);
  const archived = await compute.groups().archive({ id: GROUP });
  step("archive its servers", archived.length > 0);
  const [server] = await compute.servers().find({ id: archived[0].id });
  step("read an archived server", server.status === "archived");
  await compute.servers().restore({ id: server.id }, { id: TARGET_GROUP });
  step("restore a server", true);
})().catch((error) => {
  console.log("not ok", error);
  process.exit(1);
});
