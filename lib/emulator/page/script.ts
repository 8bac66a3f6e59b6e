/** How often a visible page polls, in milliseconds. */
export const POLL_EVERY_MS = 750;

/**
 * The script of the page. Names from the account become text, never markup. Updates reuse elements, so that
 * focus, open groups and scroll position stay.
 */
export const script = (statePath: string): string => `"use strict";
const byId = (id) => document.getElementById(id);
const make = (tag, className) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  return element;
};
const setText = (element, text) => {
  if (element.textContent === text) return false;
  element.textContent = text;
  return true;
};

/** Gives each item its former element or a new one, in the order of the items. */
function sync(parent, items, key, create, update) {
  const old = parent.known || new Map();
  parent.known = new Map();
  items.forEach((item, index) => {
    const element = old.get(key(item)) || create(item);
    old.delete(key(item));
    parent.known.set(key(item), element);
    if (parent.children[index] !== element) parent.insertBefore(element, parent.children[index] || null);
    update(element, item);
  });
  for (const element of old.values()) element.remove();
}

const KINDS = { active: "good", succeeded: "good", failed: "bad", archived: "", unknown: "bad" };
function setBadge(badge, text) {
  const before = badge.textContent;
  if (!setText(badge, text)) return;
  badge.className = "badge " + (text in KINDS ? KINDS[text] : "busy") + (before ? " changed" : "");
}

function createServer() {
  const row = make("li", "server");
  row.append(make("span", "name"), " ", make("span", "badge"), " ", make("span", "about soft"));
  return row;
}
function updateServer(row, server) {
  setText(row.children[0], server.id);
  setBadge(row.children[1], server.status);
  setText(row.children[2], server.about);
}
function createGroup() {
  const row = make("li");
  const details = make("details");
  const summary = make("summary");
  summary.append(make("span", "name"), " ", make("span", "badge"), " ", make("span", "soft"));
  details.open = true;
  details.append(summary, make("ul"), make("ul"));
  row.append(details);
  return row;
}
function updateGroup(row, group) {
  const [summary, servers, groups] = row.firstChild.children;
  const [name, badge, count] = summary.children;
  setText(name, group.name);
  setBadge(badge, group.status);
  const many = group.servers.length;
  setText(count, many === 0 ? "" : many === 1 ? "1 server" : many + " servers");
  summary.title = group.id;
  servers.hidden = many === 0;
  groups.hidden = group.groups.length === 0;
  sync(servers, group.servers, (one) => one.id, createServer, updateServer);
  sync(groups, group.groups, (one) => one.id, createGroup, updateGroup);
}

const seconds = (ms) => {
  const s = Math.round(ms / 1000);
  return s < 120 ? s + " s" : s < 7200 ? Math.round(s / 6) / 10 + " min" : Math.round(s / 360) / 10 + " h";
};
function createOperation() {
  const row = make("li", "operation");
  const head = make("div", "head");
  head.append(make("span", "name"), " ", make("span", "badge"), " ", make("code"), " ", make("span", "soft"));
  row.append(head, make("progress"), make("ol", "steps"));
  return row;
}
function updateOperation(row, operation) {
  const [head, bar, steps] = row.children;
  const { elapsedMs, endMs } = operation;
  setText(head.children[0], operation.kind + ": " + operation.target);
  setBadge(head.children[1], operation.status);
  setText(head.children[2], operation.id);
  const ended = endMs !== undefined && elapsedMs >= endMs;
  const passed = seconds(ended ? endMs : elapsedMs);
  setText(head.children[3], endMs === undefined ? passed + ", never ends" : ended ? passed : passed + " of " + seconds(endMs));
  bar.setAttribute("aria-label", "progress of " + operation.id);
  bar.max = endMs || 1;
  if (endMs === undefined) bar.removeAttribute("value");
  else bar.value = ended ? bar.max : elapsedMs;
  let current = 0;
  operation.steps.forEach((step, index) => { if (step.atMs <= elapsedMs) current = index; });
  sync(steps, operation.steps.map((step, index) => ({ ...step, index })), (step) => step.index, () => make("li"), (item, step) => {
    setText(item, step.status + " " + seconds(step.atMs));
    if (step.index === current) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  });
}

function createRequest(request) {
  const row = make("li", "request");
  const time = make("time");
  time.dateTime = request.at;
  time.textContent = request.at.slice(11, 19);
  const path = make("code");
  path.textContent = request.method + " " + request.path;
  const status = request.status === undefined ? "no answer" : String(request.status);
  const badge = make("span", "badge " + (/^[23]/.test(status) ? "good" : "bad"));
  badge.textContent = request.fault ? status + ", fault: " + request.fault : status;
  row.append(time, " ", path, " ", badge);
  return row;
}

function show(state) {
  document.title = state.account + " – CTL API emulator";
  setText(byId("account"), "account " + state.account);
  setText(byId("clock"), state.now.slice(0, 19).replace("T", " ") + " UTC" + (state.speed === 1 ? "" : ", " + state.speed + " times faster"));
  sync(byId("groups"), state.groups, (one) => one.id, createGroup, updateGroup);
  setText(byId("omitted"), state.omitted > 0 ? "… and " + state.omitted + " more groups and servers" : "");
  byId("no-operations").hidden = state.operations.length > 0;
  sync(byId("operations"), state.operations, (one) => one.id, createOperation, updateOperation);
  byId("no-requests").hidden = state.requests.length > 0;
  sync(byId("requests"), state.requests, (one) => one.number, createRequest, () => {});
}

async function look() {
  if (!document.hidden) {
    try {
      const answer = await fetch(${JSON.stringify(statePath)}, { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.statusText);
      show(await answer.json());
      setText(byId("connection"), "live");
    } catch {
      setText(byId("connection"), "the emulator does not answer: is it still running?");
    }
  }
  setTimeout(look, ${POLL_EVERY_MS});
}
look();
`;
