import { createHash } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { Env } from "./app-env";
import { limitKey, readCaller } from "./caller";
import type { Hub } from "./hub";
import { ApiProblem } from "./problem";

const free = new Set(["/api/v3/rate_limit"]);

function etagOf(body: Buffer): string {
  return `W/"${createHash("sha256").update(body).digest("hex")}"`;
}

/** What surrounds every API call: who, limits, ETag, counting. */
export function apiPipeline(hub: Hub): MiddlewareHandler<Env> {
  return async (c, next) => {
    const graphql = c.req.path === "/api/graphql";
    const resource = graphql ? "graphql" : "core";
    let key = "anonymous";
    let bytes = 0;
    const done = () => {
      const route =
        matchedRoutes(c).findLast((one) => one.method === c.req.method && !one.path.endsWith("*"))?.path ??
        c.req.path;
      hub.traffic.count({
        route: `${c.req.method} ${route}`,
        status: c.res.status,
        key,
        points: graphql ? (c.get("points") ?? 0) : 0,
        bytes,
      });
    };
    try {
      const caller = readCaller(hub, c.req.header("authorization"));
      c.set("caller", caller);
      c.set("points", 1);
      key = limitKey(caller);
    } catch (cause) {
      if (!(cause instanceof ApiProblem)) throw cause;
      c.res = cause.toResponse();
      return done();
    }
    const leave = hub.limits.enter(key);
    try {
      const refused = free.has(c.req.path) ? undefined : hub.limits.admit(key, resource);
      if (refused !== undefined) {
        c.res = refused;
        return done();
      }
      await next();
      if (!free.has(c.req.path))
        hub.limits.charge(key, resource, graphql ? c.get("points") : c.req.method === "GET" ? 1 : 5);
      // A knob cut the answer: it left already.
      if (c.res.headers.has("x-hono-already-sent")) return done();
      if (c.req.method === "GET" && c.res.status === 200) {
        const body = Buffer.from(await c.res.clone().arrayBuffer());
        bytes = body.length;
        const etag = etagOf(body);
        const wanted = c.req
          .header("if-none-match")
          ?.split(",")
          .map((one) => one.trim());
        if (wanted?.some((one) => one.replace(/^W\//, "") === etag.replace(/^W\//, "")) === true) {
          // A 304 costs nothing of the primary limit.
          hub.limits.refund(key);
          c.res = new Response(null, { status: 304 });
        }
        c.res.headers.set("etag", etag);
        c.res.headers.set("cache-control", "private, max-age=60, s-maxage=60");
      }
      for (const [name, value] of Object.entries(hub.limits.headers(key, resource))) {
        // What a knob says of limits stands.
        if (!c.res.headers.has(name)) c.res.headers.set(name, value);
      }
      c.res.headers.set("x-github-media-type", "github.v3; format=json");
      c.res.headers.set("x-github-request-id", crypto.randomUUID());
      return done();
    } finally {
      leave();
    }
  };
}
