// The web process: Next behind a server of our own, because `next start` cuts requests off when it is told to stop.
// Production runs exactly this file: NODE_ENV=production node infra/start/web.mjs
import { createServer } from "node:http";
import next from "next";
import { loadMachineApi } from "./machine-api.mjs";
import { ROOT } from "./root.mjs";

const DRAIN_MS = 10_000;
const port = Number(process.env.PORT ?? 3000);
// HOST names the interfaces; with stand-ins, where anybody may sign in as anybody, the default is this machine alone.
const hosts = process.env.HOST
  ? [process.env.HOST]
  : process.env.PORTICO_STANDINS
    ? ["127.0.0.1", "::1"]
    : [undefined];

const app = next({ dev: false, dir: ROOT, hostname: "localhost", port });
const handle = app.getRequestHandler();
const open = new Set();
let draining = false;

function listener(request, response) {
  if (draining) response.setHeader("connection", "close");
  open.add(response);
  response.once("close", () => open.delete(response));
  if (machineApi.serves(request.url)) machineApi.listener(request, response);
  else if (!frontDoor(request, response)) handle(request, response);
}

const [{ machineApi, frontDoor }] = await Promise.all([loadMachineApi(), app.prepare()]);
const servers = await Promise.all(hosts.map(listen));

function listen(host) {
  const server = createServer(listener);
  // Longer than a load balancer's idle time, so that it never sends a request into a connection being closed.
  server.keepAliveTimeout = 65_000;
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      // A machine without IPv6 has no ::1.
      if (host === "::1" && (error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT"))
        resolve(server);
      else reject(error);
    });
    server.listen({ port, host }, () => resolve(server));
  });
}

async function drain() {
  if (draining) return;
  draining = true;
  const closed = servers
    .filter((server) => server.listening)
    .map((server) => new Promise((resolve) => server.close(resolve)));
  for (const server of servers) server.closeIdleConnections();
  for (const response of open) if (isStream(response)) response.destroy();
  const late = setTimeout(() => {
    for (const server of servers) server.closeAllConnections();
  }, DRAIN_MS);
  const idle = setInterval(() => {
    for (const server of servers) server.closeIdleConnections();
  }, 100);
  await Promise.all(closed);
  clearTimeout(late);
  clearInterval(idle);
  process.exit(0);
}

// Event streams never end by themselves; browsers reconnect.
const isStream = (response) =>
  String(response.getHeader("content-type") ?? "").startsWith("text/event-stream");

for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, drain);
console.log(`web listens on port ${port}`);
