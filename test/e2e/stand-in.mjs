/**
 * node stand-in.mjs create|destroy <state file>
 *
 * Stands in for `clc_group` and `clc_server` of the service's own Terraform provider, which no registry has: it sends the requests
 * that were traced of that, in their order, and leaves the id of the group where `terraform_remote_state` reads it.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";

const [verb, file] = process.argv.slice(2);
const { CLC_BASE_URL, CLC_USERNAME: username, CLC_PASSWORD: password } = process.env;
let token;

async function send(method, path, body) {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  const answer = await fetch(`${CLC_BASE_URL}${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === "" ? undefined : JSON.parse(text);
}

async function poll({ href }) {
  for (;;) {
    const { status } = await send("GET", href);
    if (status === "succeeded") return;
    if (status === "failed") throw new Error(`${href} failed`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function configure() {
  token = (await send("POST", "/v2/authentication/login", { username, password })).bearerToken;
  await send("GET", "/v2/alertPolicies/ALTD");
}

async function create() {
  await configure();
  const { links } = await send("GET", "/v2/datacenters/ALTD/DE1?groupLinks=true");
  const { id: parentGroupId } = links.find(({ rel }) => rel === "group");
  await send("GET", `/v2/groups/ALTD/${parentGroupId}`);
  const group = { name: "Retired Shop", description: "made by Terraform", parentGroupId };
  const { id } = await send("POST", "/v2/groups/ALTD", group);
  await send("GET", `/v2/groups/ALTD/${id}`);
  for (const name of ["shop", "cart"]) {
    const server = { name, groupId: id, sourceServerId: "CENTOS-6-64-TEMPLATE", cpu: 1, memoryGB: 2 };
    const made = await send("POST", "/v2/servers/ALTD", {
      ...server,
      type: "standard",
      storageType: "standard",
    });
    const [job, self] = made.links;
    await poll(job);
    await send("GET", self.href);
  }
  const outputs = { group_id: { value: id, type: "string" } };
  const state = {
    version: 4,
    terraform_version: "1.5.0",
    serial: 1,
    lineage: "stand-in",
    outputs,
    resources: [],
  };
  writeFileSync(file, JSON.stringify(state));
}

async function destroy() {
  const id = JSON.parse(readFileSync(file, "utf8")).outputs.group_id.value;
  await configure();
  await poll(await send("DELETE", `/v2/groups/ALTD/${id}`));
  rmSync(file);
}

await (verb === "create" ? create() : destroy());
