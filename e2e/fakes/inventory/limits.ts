import type { Hono } from "hono";
import { z } from "zod";
import type { NodeEnv } from "../kit/serve";

const limitInput = z.strictObject({
  /** requests that pass before the next are refused; left out: all pass */
  requests: z.int().min(0).optional(),
  retryAfterSeconds: z.int().min(0).default(1),
  /** how many are refused before the count begins anew */
  refusals: z.int().min(1).default(1),
});

/** A rate limit as inventories have one: 429 with Retry-After. */
export function createLimit(): { mount(app: Hono<NodeEnv>): void } {
  let limit: z.output<typeof limitInput> = { retryAfterSeconds: 1, refusals: 1 };
  let passed = 0;
  let refused = 0;
  return {
    mount(app) {
      app.post("/_control/limit", async (c) => {
        const parsed = limitInput.safeParse(await c.req.json());
        if (!parsed.success) return c.json({ error: z.prettifyError(parsed.error) }, 400);
        limit = parsed.data;
        passed = 0;
        refused = 0;
        return c.json({ ok: true });
      });
      app.use("/v1/*", async (c, next) => {
        if (limit.requests === undefined || passed < limit.requests) {
          passed += 1;
          return next();
        }
        refused += 1;
        if (refused >= limit.refusals) {
          passed = 0;
          refused = 0;
        }
        return c.json({ error: "too many requests" }, 429, {
          "retry-after": String(limit.retryAfterSeconds),
        });
      });
    },
  };
}
