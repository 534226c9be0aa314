import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Hono, MiddlewareHandler } from "hono";
import { z } from "zod";
import type { NodeEnv } from "./serve";

const knobInput = z.strictObject({
  /** Regular expression over `METHOD /path?query`. */
  route: z.string(),
  status: z.number().int().min(200).max(599).optional(),
  delayMs: z.number().int().min(0).optional(),
  /** How many requests it touches; left out: until cleared. */
  repeat: z.number().int().min(1).optional(),
  body: z.unknown().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** "after": the request takes effect, then this answer replaces the real one. */
  when: z.enum(["before", "after"]).default("before"),
  /** Drops the connection instead of answering. */
  cut: z.boolean().default(false),
});

interface Knob extends z.output<typeof knobInput> {
  left: number;
  hits: number;
}

/** Faults a test may switch on per route: `POST|GET|DELETE /_control/knobs`. */
export interface Knobs {
  readonly middleware: MiddlewareHandler<NodeEnv>;
  mount(app: Hono<NodeEnv>): void;
}

function answer(knob: Knob): Response | undefined {
  if (knob.status === undefined && knob.body === undefined) return undefined;
  const text = typeof knob.body === "string" ? knob.body : JSON.stringify(knob.body ?? {});
  const type = typeof knob.body === "string" ? "text/plain" : "application/json";
  return new Response(text, {
    status: knob.status ?? 200,
    headers: { "content-type": type, ...knob.headers },
  });
}

/** Makes an empty set of knobs for one stand-in. */
export function createKnobs(): Knobs {
  const knobs: Knob[] = [];

  function take(line: string): Knob | undefined {
    const knob = knobs.find((one) => one.left > 0 && new RegExp(one.route).test(line));
    if (knob === undefined) return undefined;
    knob.left -= 1;
    knob.hits += 1;
    return knob;
  }

  return {
    middleware: async (c, next) => {
      const url = new URL(c.req.url);
      const knob = url.pathname.startsWith("/_control/")
        ? undefined
        : take(`${c.req.method} ${url.pathname}${url.search}`);
      if (knob === undefined) return next();
      if (knob.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, knob.delayMs));
      const given = answer(knob);
      if (knob.when === "after" || (given === undefined && !knob.cut)) await next();
      if (knob.cut) {
        c.env.incoming?.socket.destroy();
        return RESPONSE_ALREADY_SENT;
      }
      if (given === undefined) return undefined;
      if (knob.when === "after") {
        c.res = given;
        return undefined;
      }
      return given;
    },
    mount(app) {
      app.post("/_control/knobs", async (c) => {
        const parsed = knobInput.safeParse(await c.req.json());
        if (!parsed.success) return c.json({ error: z.prettifyError(parsed.error) }, 400);
        knobs.push({ ...parsed.data, left: parsed.data.repeat ?? Number.MAX_SAFE_INTEGER, hits: 0 });
        return c.json({ ok: true, knobs: knobs.length });
      });
      app.get("/_control/knobs", (c) => c.json(knobs));
      app.delete("/_control/knobs", (c) => {
        knobs.length = 0;
        return c.json({ ok: true });
      });
    },
  };
}
