/** The Node SDK has its host built in: this sends what goes there to CLC_BASE_URL, and changes nothing else. */
const http = require("node:http");
const https = require("node:https");

const { hostname, port } = new URL(process.env.CLC_BASE_URL);
https.request = (options, callback) =>
  http.request({ ...options, protocol: "http:", agent: undefined, host: hostname, hostname, port }, callback);
