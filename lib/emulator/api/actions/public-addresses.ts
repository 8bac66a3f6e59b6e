import type { Address, Port, ServerRecord } from "../../account/model";
import { type Body, fieldsOf, numberField, readJson, textField } from "../body";
import { errors } from "../errors";
import type { Call, Route } from "../router";
import { onServer, serverJob } from "./shared";

const PATH = "/v2/servers/:account/:serverId/publicIPAddresses";

type Opening = Pick<Address, "ports" | "sourceRestrictions">;

/** The public addresses of a server. Reading takes no job [REC ×3]; every change does: 202 with a bare link. */
export const publicAddresses: readonly Route[] = [
  {
    name: "publicAddress",
    method: "GET",
    path: `${PATH}/:address`,
    handle({ params, tree }) {
      const found = addressOf(tree.server(params.serverId ?? ""), params.address);
      if (!found) return errors.notFound();
      const { internal, ports, sourceRestrictions } = found;
      return { status: 200, body: { internalIPAddress: internal, ports, sourceRestrictions } };
    },
  },
  {
    // [REC ×4]
    name: "publicAddress",
    method: "POST",
    path: PATH,
    handle: (call) =>
      onServer(call, (server) => {
        const read = readJson(call.body);
        const opening = readOpening(read);
        if (!opening) return errors.invalid();
        const internal = textField(read, "internalIPAddress");
        const target = server.addresses.find((one) => one.internal === internal && one.public === undefined);
        if (internal !== undefined && !target) {
          return errors.notValid("internalIPAddress", `address ${internal}`);
        }
        return serverJob(call, server, "addPublicAddress", (record) => add(call, record, internal, opening));
      }),
  },
  {
    // [REC ×1]
    name: "publicAddress",
    method: "PUT",
    path: `${PATH}/:address`,
    handle: (call) =>
      onServer(call, (server) => {
        const opening = readOpening(readJson(call.body));
        if (!opening) return errors.invalid();
        return onAddress(call, server, "changePublicAddress", (address) => ({ ...address, ...opening }));
      }),
  },
  {
    // [REC ×2] The internal address stays [INF].
    name: "publicAddress",
    method: "DELETE",
    path: `${PATH}/:address`,
    handle: (call) =>
      onServer(call, (server) =>
        onAddress(call, server, "removePublicAddress", ({ internal }) => ({
          internal,
          ports: [],
          sourceRestrictions: [],
        })),
      ),
  },
];

/**
 * Without an internal address to lead to, the server gets another one: the one recorded archived server has
 * two [REC].
 */
function add({ world }: Call, server: ServerRecord, internal: string | undefined, opening: Opening): void {
  const { store } = world;
  const address = {
    internal: internal ?? store.addresses.internal(),
    public: store.addresses.public(),
    ...opening,
  };
  const others = server.addresses.filter((one) => one.internal !== address.internal);
  const at = server.addresses.findIndex((one) => one.internal === address.internal);
  server.addresses = others.toSpliced(at < 0 ? others.length : at, 0, address);
}

function onAddress(
  call: Call,
  server: ServerRecord,
  kind: "changePublicAddress" | "removePublicAddress",
  change: (address: Address) => Address,
) {
  const wanted = addressOf(server, call.params.address)?.public;
  if (wanted === undefined) return errors.notFound();
  return serverJob(call, server, kind, (record) => {
    record.addresses = record.addresses.map((one) => (one.public === wanted ? change(one) : one));
  });
}

function addressOf(server: ServerRecord | undefined, address: string | undefined): Address | undefined {
  return server?.addresses.find((one) => one.public !== undefined && one.public === address);
}

/** `{"ports":[{"protocol","port","portTo"}],"sourceRestrictions":[{"cidr"}]}`. The ports are required [DOC]. */
function readOpening(read: Body): Opening | undefined {
  const [ports, sources = []] = [read.fields.get("ports"), read.fields.get("sourcerestrictions")];
  if (!Array.isArray(ports) || !Array.isArray(sources)) return undefined;
  const opened = ports.map(readPort);
  const sourceRestrictions = sources.map((one) => ({ cidr: String(fieldsOf(one).get("cidr")) }));
  const isRead = opened.every((port) => port !== undefined);
  return isRead ? { ports: opened as Port[], sourceRestrictions } : undefined;
}

function readPort(json: unknown): Port | undefined {
  const read = { valid: true, fields: fieldsOf(json) };
  const protocol = textField(read, "protocol");
  const [port, portTo] = [numberField(read, "port"), numberField(read, "portTo")];
  if (protocol === undefined) return undefined;
  // ICMP has no port.
  return { protocol, port: port ?? 0, ...(portTo !== undefined && { portTo }) };
}
