import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, MiddlewareHandler } from "hono";
import { z } from "zod";
import type { App, Env } from "./app-env";

const knobInput = z.strictObject({
  /** "graphql", or a regular expression over `METHOD /path?query`. */
  route: z.string().min(1),
  /** Only requests whose body holds this text. */
  bodyContains: z.string().optional(),
  status: z.number().int().min(200).max(599).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
  delayMs: z.number().int().min(0).optional(),
  /** The real answer, of which only this much arrives before the connection breaks. */
  cutAfterBytes: z.number().int().min(0).optional(),
  /** The answer, whole but slow. */
  bytesPerSecond: z.number().int().min(1).optional(),
  /** Instead of the answer: this many zero bytes, packed by gzip into a thousandth. */
  gzipBombBytes: z.number().int().min(1).max(20_000_000_000).optional(),
  /** GraphQL: repositories (by name) that come back as null with an error. */
  failNodes: z.array(z.string()).optional(),
  /** Requests it touches before it vanishes. */
  repeat: z.number().int().min(1).default(1),
  /** Requests it lets pass first. */
  skip: z.number().int().min(0).default(0),
});

type KnobInput = z.output<typeof knobInput>;
interface Knob extends KnobInput {
  hits: number;
}

export interface Knobs {
  readonly middleware: MiddlewareHandler<Env>;
  mount(app: App): void;
}

function given(knob: Knob): Response | undefined {
  if (knob.status === undefined && knob.body === undefined) return undefined;
  const status = knob.status ?? 200;
  const empty = status === 204 || status === 304;
  const text =
    typeof knob.body === "string"
      ? knob.body
      : JSON.stringify(
          knob.body ?? {
            message: `Answer ${status} by a knob`,
            documentation_url: "https://docs.github.com/rest",
          },
        );
  const type = typeof knob.body === "string" ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
  return new Response(empty ? null : text, { status, headers: { "content-type": type, ...knob.headers } });
}

/** Cut before the headers leave as well as after: a length is promised and not kept. */
async function cut(c: Context<Env>, answer: Response, bytes: number): Promise<Response> {
  const whole = Buffer.from(await answer.arrayBuffer());
  const { outgoing } = c.env;
  outgoing.writeHead(answer.status, {
    ...Object.fromEntries(answer.headers),
    "content-length": String(whole.length),
  });
  outgoing.write(whole.subarray(0, bytes), () => outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}

async function trickle(c: Context<Env>, answer: Response, bytesPerSecond: number): Promise<Response> {
  const whole = Buffer.from(await answer.arrayBuffer());
  const { outgoing } = c.env;
  outgoing.writeHead(answer.status, {
    ...Object.fromEntries(answer.headers),
    "content-length": String(whole.length),
  });
  let sent = 0;
  const timer = setInterval(
    () => {
      if (outgoing.destroyed || sent >= whole.length) {
        clearInterval(timer);
        outgoing.end();
        return;
      }
      const size = Math.max(1, Math.ceil(bytesPerSecond / 10));
      outgoing.write(whole.subarray(sent, sent + size));
      sent += size;
    },
    bytesPerSecond < 10 ? 1000 / bytesPerSecond : 100,
  );
  return RESPONSE_ALREADY_SENT;
}

function bomb(c: Context<Env>, bytes: number): Response {
  const { outgoing } = c.env;
  const block = Buffer.alloc(1_048_576);
  function* zeros() {
    for (let made = 0; made < bytes; made += block.length)
      yield block.subarray(0, Math.min(block.length, bytes - made));
  }
  const packed = Readable.from(zeros()).pipe(createGzip());
  outgoing.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
  packed.pipe(outgoing);
  // The reader hangs up as soon as it has seen enough; so must we.
  outgoing.on("close", () => packed.destroy());
  return RESPONSE_ALREADY_SENT;
}

/** Replaces what Hono holds; it would join the old headers to the new answer otherwise. */
function replace(c: Context<Env>, answer: Response): undefined {
  c.res = undefined;
  c.res = answer;
  return undefined;
}

/** Faults a test switches on: `POST /_control/knobs`; each vanishes after `repeat` requests. */
export function createKnobs(): Knobs {
  const knobs: Knob[] = [];

  async function take(c: Context<Env>): Promise<Knob | undefined> {
    if (knobs.length === 0) return undefined;
    const url = new URL(c.req.url);
    const line = `${c.req.method} ${url.pathname}${url.search}`;
    const text = knobs.some((knob) => knob.bodyContains !== undefined) ? await c.req.text() : "";
    const matches = (knob: Knob) =>
      (knob.route === "graphql" ? url.pathname === "/api/graphql" : new RegExp(knob.route).test(line)) &&
      (knob.bodyContains === undefined || text.includes(knob.bodyContains));
    const knob = knobs.find(matches);
    if (knob === undefined) return undefined;
    if (knob.skip > 0) {
      knob.skip -= 1;
      return undefined;
    }
    knob.hits += 1;
    if (knob.hits >= knob.repeat) knobs.splice(knobs.indexOf(knob), 1);
    return knob;
  }

  return {
    middleware: async (c, next) => {
      c.set("failing", new Set());
      const knob = await take(c);
      if (knob === undefined) return next();
      if (knob.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, knob.delayMs));
      if (knob.gzipBombBytes !== undefined) return bomb(c, knob.gzipBombBytes);
      const answer = given(knob);
      if (answer !== undefined)
        return knob.cutAfterBytes === undefined ? answer : cut(c, answer, knob.cutAfterBytes);
      if (knob.failNodes !== undefined) c.set("failing", new Set(knob.failNodes));
      await next();
      for (const [name, value] of Object.entries(knob.headers ?? {})) c.res.headers.set(name, value);
      if (knob.cutAfterBytes !== undefined) return replace(c, await cut(c, c.res, knob.cutAfterBytes));
      if (knob.bytesPerSecond !== undefined) return replace(c, await trickle(c, c.res, knob.bytesPerSecond));
      return undefined;
    },
    mount(app) {
      app.post("/_control/knobs", async (c) => {
        const parsed = knobInput.safeParse(await c.req.json());
        if (!parsed.success) return c.json({ error: z.prettifyError(parsed.error) }, 400);
        knobs.push({ ...parsed.data, hits: 0 });
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
