import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { World } from "../world/world";
import { script } from "./script";
import { pageState } from "./state";
import { STYLE } from "./style";

/** Paths of the API begin with /v1, /v2 or /v2-experimental. */
const STATE_PATH = "/_emulator/state";

const SCRIPT = script(STATE_PATH);
const HTML = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>CTL API emulator</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>CTL API emulator</h1>
<p class="soft" id="account"></p>
<p class="soft" id="clock"></p>
<p class="soft" id="connection" role="status"></p>
</header>
<noscript><p>This page needs JavaScript; the API does not.</p></noscript>
<main>
<section aria-labelledby="groups-title">
<h2 id="groups-title">Groups and servers</h2>
<div class="tree"><ul id="groups"></ul></div>
<p class="soft" id="omitted"></p>
</section>
<div>
<section aria-labelledby="operations-title">
<h2 id="operations-title">Operations</h2>
<p class="soft" id="no-operations">None yet. Archive a group to see one here.</p>
<ol id="operations"></ol>
</section>
<section aria-labelledby="requests-title">
<h2 id="requests-title">Last requests</h2>
<p class="soft" id="no-requests">None yet.</p>
<ol id="requests"></ol>
</section>
</div>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;

const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const HEADERS = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": [
    "default-src 'none'",
    `script-src ${hashOf(SCRIPT)}`,
    `style-src ${hashOf(STYLE)}`,
    "img-src data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/**
 * Answers requests for the status page and its data. They are not part of the API: no token, no faults, no
 * events.
 *
 * @returns whether this was such a request
 */
export function answerPage(
  { method, url }: IncomingMessage,
  response: ServerResponse,
  world: World,
): boolean {
  if ((method !== "GET" && method !== "HEAD") || (url !== "/" && url !== STATE_PATH)) return false;
  const [type, text] =
    url === "/" ? ["text/html", HTML] : ["application/json", JSON.stringify(pageState(world))];
  const bytes = Buffer.from(text);
  response.writeHead(200, {
    ...HEADERS,
    "Content-Type": `${type}; charset=utf-8`,
    "Content-Length": bytes.length,
  });
  response.end(method === "HEAD" ? undefined : bytes);
  return true;
}
