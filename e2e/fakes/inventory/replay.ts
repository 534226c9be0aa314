import type { Hono } from "hono";
import { z } from "zod";
import type { NodeEnv } from "../kit/serve";

const routesInput = z.array(
  z.strictObject({
    method: z.enum(["GET", "POST"]),
    path: z.string(),
    /** texts that address and body together must hold */
    contains: z.array(z.string()).default([]),
    /** texts they must not hold: the first page asks without a cursor */
    lacks: z.array(z.string()).default([]),
    status: z.int().default(200),
    headers: z.record(z.string(), z.string()).default({}),
    answer: z.unknown(),
  }),
);
type Route = z.output<typeof routesInput>[number];

/** Plays another vendor's API from recorded answers: `PUT /_control/replay` names them, the first that fits is given. */
export function createReplay(): { mount(app: Hono<NodeEnv>): void } {
  let routes: readonly Route[] = [];
  return {
    mount(app) {
      app.put("/_control/replay", async (c) => {
        const parsed = routesInput.safeParse(await c.req.json());
        if (!parsed.success) return c.json({ error: z.prettifyError(parsed.error) }, 400);
        routes = parsed.data;
        return c.json({ ok: true, routes: routes.length });
      });
      app.use(async (c, next) => {
        if (routes.length === 0 || c.req.path.startsWith("/_control/")) return next();
        const { search } = new URL(c.req.url);
        const text = `${decodeURIComponent(search).replaceAll("+", " ")} ${c.req.method === "POST" ? await c.req.raw.clone().text() : ""}`;
        const found = routes.find(
          (route) =>
            route.method === c.req.method &&
            route.path === c.req.path &&
            route.contains.every((part) => text.includes(part)) &&
            !route.lacks.some((part) => text.includes(part)),
        );
        if (!found)
          return c.json({ message: `nothing recorded for ${c.req.method} ${c.req.path}${search}` }, 404);
        return new Response(JSON.stringify(found.answer), {
          status: found.status,
          headers: { "content-type": "application/json", ...found.headers },
        });
      });
    },
  };
}
