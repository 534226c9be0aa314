import { type ServerType, serve } from "@hono/node-server";
import type { Hono } from "hono";

export interface Running {
  readonly url: string;
  close(): Promise<void>;
}

/** What a node-server hands to handlers besides the request. */
export interface NodeBindings {
  readonly incoming?: { readonly socket: { destroy(): void } };
}

export type NodeEnv = { Bindings: NodeBindings };

/** Stops a node server now, open keep-alive connections included. */
export function stopServer(server: Pick<ServerType, "close">): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    if ("closeAllConnections" in server && typeof server.closeAllConnections === "function")
      server.closeAllConnections();
  });
}

/**
 * Serves an app on loopback.
 *
 * @param port - 0 picks a free one
 * @throws the listen error, e.g. EADDRINUSE
 */
export function serveApp(app: Hono<NodeEnv>, port: number): Promise<Running> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, (info) => {
      server.off("error", reject);
      resolve({ url: `http://127.0.0.1:${info.port}`, close: () => stopServer(server) });
    });
    server.once("error", reject);
  });
}
