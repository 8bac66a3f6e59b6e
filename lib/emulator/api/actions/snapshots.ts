import type { ServerRecord } from "../../account/model";
import type { Answer } from "../answer";
import { errors } from "../errors";
import type { Call, Route } from "../router";
import { onServer, serverJob } from "./find";

const PATH = "/v2/servers/:account/:serverId/snapshots/:snapshot";

/** What is done with a snapshot that is there: a job, and a bare link with 200 [REC ×6 each]. */
export const snapshots: readonly Route[] = [
  {
    name: "snapshot",
    method: "DELETE",
    path: PATH,
    handle: (call) =>
      onSnapshot(call, "deleteSnapshot", (server, number) => {
        server.snapshots = server.snapshots.filter((one) => one.number !== number);
      }),
  },
  {
    // Only disks go back, and what is on them is not emulated.
    name: "snapshot",
    method: "POST",
    path: `${PATH}/restore`,
    handle: (call) => onSnapshot(call, "restoreSnapshot", () => {}),
  },
];

function onSnapshot(
  call: Call,
  kind: "deleteSnapshot" | "restoreSnapshot",
  work: (server: ServerRecord, number: number) => void,
): Answer {
  return onServer(call, (server) => {
    const found = server.snapshots.find(({ number }) => String(number) === call.params.snapshot);
    if (!found) return errors.notFound();
    const answer = serverJob(call, server, kind, (record) => work(record, found.number));
    return answer.status === 202 ? { ...answer, status: 200 } : answer;
  });
}
