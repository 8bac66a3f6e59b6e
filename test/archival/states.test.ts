import { groupStateOf, queueStateOf, serverStateOf } from "../../lib/archival/states";

test.each([
  ["active", "active"],
  ["Archived", "archived"],
  ["queuedForArchive", "other"],
  ["", "other"],
])("a group that says %j is %s", (word, state) => {
  expect(groupStateOf(word)).toBe(state);
});

test.each([
  ["active", "active"],
  ["ARCHIVED", "archived"],
  ["Deleted", "deleted"],
  ["queuedForArchive", "queuedForArchive"],
  ["queuedforrestore", "queuedForRestore"],
  ["queuedForDelete", "other"],
  ["underConstruction", "other"],
  ["", "other"],
])("a server that is %j is %s", (word, state) => {
  expect(serverStateOf(word)).toBe(state);
});

test.each([
  ["notStarted", "notStarted"],
  ["Executing", "running"],
  ["resumed", "running"],
  ["queued", "running"],
  ["running", "running"],
  ["SUCCEEDED", "succeeded"],
  ["failed", "failed"],
  ["unknown", "unknown"],
  ["other", "other"],
  ["hibernating", "other"],
])("a job of which the queue says %j is %s", (word, state) => {
  expect(queueStateOf(word)).toBe(state);
});
