import type { DiskOrder } from "../../account/server-changes";
import { fieldsOf } from "../body";

/** A disk has at most a terabyte [DOC]. */
const LARGEST_GB = 1_024;

/**
 * The disks of a request: `[{"diskId","sizeGB"}, {"sizeGB","type","path"}]`, where a size may be a text [REC].
 *
 * @returns `undefined` when it is no such list
 */
export function readDisks(json: unknown): DiskOrder[] | undefined {
  if (!Array.isArray(json)) return undefined;
  const disks = json.map((item) => {
    const fields = fieldsOf(item);
    const sizeGB = Number(fields.get("sizegb"));
    const [id, path] = [fields.get("diskid"), fields.get("path")].map((value) =>
      typeof value === "string" && value !== "" ? value : undefined,
    );
    return Number.isInteger(sizeGB) && sizeGB >= 1 && sizeGB <= LARGEST_GB ? { id, sizeGB, path } : undefined;
  });
  return disks.every((disk) => disk !== undefined) ? disks : undefined;
}
