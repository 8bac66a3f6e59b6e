import { partitionsOf, storageOf } from "../../account/disks";
import type { ServerRecord } from "../../account/model";
import { withFloats } from "../answer";
import { errors } from "../errors";
import type { Call, Route } from "../router";
import { wireDate } from "../wire";
import { visibleGroup } from "./shared";

const HOUR_MS = 3_600_000;
/** [DOC] Statistics are kept for 14 days. */
const MOST_MS = 14 * 24 * HOUR_MS;

/**
 * GET /v2/groups/{account}/{groupId}/statistics?type=latest|hourly|realtime: every active server in the group
 * and below, keys in the recorded order [REC ×15]. The usage is made up and always the same [INF].
 */
export const groupStatistics: Route = {
  name: "statistics",
  method: "GET",
  path: "/v2/groups/:account/:groupId/statistics",
  handle(call) {
    const { tree } = call;
    const group = visibleGroup(call);
    if (!group) return errors.notFound();
    const times = momentsOf(call);
    if (!times) return errors.invalid();
    const servers = tree.serversOf(tree.subtree(group.id)).filter(({ status }) => status === "active");
    const body = servers.map((server) => ({
      name: server.id,
      stats: times.map((at) => sample(server, at)),
    }));
    return { status: 200, text: withFloats(body) };
  },
};

/** The latest moment, or one for each interval (by default an hour) of the window [DOC]. */
function momentsOf({ query, world }: Call): number[] | undefined {
  const now = world.options.clock();
  const type = query.get("type")?.toLowerCase() ?? "hourly";
  if (type === "latest") return [now];
  const interval = intervalOf(query.get("sampleinterval"));
  const end = Math.min(now, Date.parse(query.get("end") ?? "") || now);
  const start = Math.max(
    now - MOST_MS,
    Date.parse(query.get("start") ?? "") || end - (type === "realtime" ? 4 * HOUR_MS : MOST_MS),
  );
  if (!["hourly", "realtime"].includes(type) || interval === undefined || start + interval > end)
    return undefined;
  const least = type === "realtime" ? HOUR_MS / 12 : HOUR_MS;
  const step = Math.max(interval, least);
  return Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, index) => start + index * step);
}

/** Reads `dd:hh:mm:ss`, where leading parts may be missing. */
function intervalOf(text = "01:00:00"): number | undefined {
  if (!/^\d{1,2}(:\d{2}){1,3}$/.test(text)) return undefined;
  const [seconds = 0, minutes = 0, hours = 0, days = 0] = text.split(":").reverse().map(Number);
  const ms = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
  return ms > 0 ? ms : undefined;
}

function sample(server: ServerRecord, at: number): object {
  const runs = server.powerState === "started";
  return {
    timestamp: wireDate(at),
    cpu: server.cpu,
    cpuPercent: runs ? 2.5 : 0,
    memoryMB: server.memoryMB,
    memoryPercent: runs ? 12.5 : 0,
    networkReceivedKBps: runs ? 0.5 : 0,
    networkTransmittedKBps: runs ? 0.5 : 0,
    diskUsageTotalCapacityMB: storageOf(server) * 1_024,
    diskUsage: server.disks.map(({ id, sizeGB }) => ({ id, capacityMB: sizeGB * 1_024 })),
    guestDiskUsage: partitionsOf(server).map(({ path, sizeGB }) => ({
      path,
      capacityMB: Math.round(sizeGB * 1_024),
      consumedMB: Math.round(sizeGB * 256),
    })),
  };
}
