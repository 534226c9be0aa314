import { createHash } from "node:crypto";
import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { z } from "zod";
import type { NodeEnv } from "../kit/serve";
import { expand } from "./expand";
import { type Params, parseForm } from "./form";
import { readParams } from "./params";
import { invalid, StripeProblem } from "./problem";
import type { Store } from "./store";

/** What every endpoint file gets to register itself with. */
export interface Api {
  readonly app: Hono<NodeEnv>;
  readonly store: Store;
  readonly secretKey: string;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

function requireKey(c: Context, secretKey: string): void {
  const header = c.req.header("authorization") ?? "";
  const basic = header.startsWith("Basic ")
    ? Buffer.from(header.slice(6), "base64").toString().split(":", 1)[0]
    : undefined;
  const given = basic ?? header.replace(/^Bearer\s+/i, "");
  if (given === "") {
    throw new StripeProblem(
      401,
      "invalid_request_error",
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  }
  if (given !== secretKey)
    throw new StripeProblem(
      401,
      "invalid_request_error",
      `Invalid API Key provided: ${given.slice(0, 8)}****${given.slice(-4)}`,
    );
}

function takeExpand(params: Params): { readonly paths: readonly string[]; readonly rest: Params } {
  const { expand: wanted, ...rest } = params;
  if (wanted === undefined) return { paths: [], rest };
  if (!Array.isArray(wanted)) throw invalid("Invalid array", "expand");
  return { paths: wanted.map(String), rest };
}

function toAnswer(cause: unknown): Answer {
  if (cause instanceof StripeProblem) return { status: cause.status, body: cause.body() };
  const message = cause instanceof Error ? cause.message : String(cause);
  return {
    status: 500,
    body: { error: { type: "api_error", message: `The Stripe stand-in failed: ${message}` } },
  };
}

/** An idempotency key answers with what it answered first; other parameters under it are refused. */
function once(
  store: Store,
  key: string | undefined,
  fingerprint: string,
  work: () => Answer,
): Answer & { readonly replayed: boolean } {
  const known = key === undefined ? undefined : store.data.idempotency[key];
  if (known === undefined) {
    const answer = work();
    // Stripe keeps no answer for a request it refused before it began.
    if (key !== undefined && answer.status !== 400 && answer.status !== 401) {
      store.data.idempotency[key] = { fingerprint, ...answer };
      store.changed();
    }
    return { ...answer, replayed: false };
  }
  if (known.fingerprint !== fingerprint) {
    const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
    return { ...toAnswer(new StripeProblem(400, "idempotency_error", message)), replayed: false };
  }
  return { status: known.status, body: known.body, replayed: true };
}

export interface Call<P> {
  readonly params: P;
  /** A path parameter; empty when the route has none of that name. */
  path(name: string): string;
}

/** Registers one endpoint: key, form, idempotency, parameters, work, expansion, errors, in that order. */
export function endpoint<S extends z.ZodType>(
  api: Api,
  method: "get" | "post" | "delete",
  route: string,
  schema: S,
  work: (call: Call<z.output<S>>) => unknown,
): void {
  const { app, store } = api;
  app.on(method.toUpperCase(), route, async (c) => {
    const requestId = store.newId("req");
    const key = method === "post" ? c.req.header("idempotency-key") : undefined;
    const text = method === "post" ? await c.req.text() : new URL(c.req.url).search.slice(1);
    const fingerprint = createHash("sha256").update(`${method} ${c.req.path}\n${text}`).digest("hex");
    const run = (): Answer => {
      try {
        requireKey(c, api.secretKey);
        const { paths, rest } = takeExpand(parseForm(text));
        store.request = { id: requestId, idempotencyKey: key ?? null };
        const result = work({ params: readParams(schema, rest), path: (name) => c.req.param(name) ?? "" });
        store.changed();
        return { status: 200, body: expand(store, result, paths) };
      } catch (cause) {
        return toAnswer(cause);
      } finally {
        store.request = undefined;
      }
    };
    const answer = once(store, key, fingerprint, run);
    c.header("request-id", requestId);
    c.header("stripe-version", c.req.header("stripe-version") ?? "2026-10-28.endive");
    if (key !== undefined) c.header("idempotency-key", key);
    if (answer.replayed) c.header("idempotent-replayed", "true");
    return new Response(JSON.stringify(answer.body, null, 2), {
      status: answer.status,
      headers: [...c.res.headers, ["content-type", "application/json"]],
    });
  });
}

/** The last route: what the stand-in does not know it refuses as Stripe refuses an unknown URL. */
export function refuseUnknown(api: Api): void {
  api.app.all("/v1/*", (c) => {
    const status: ContentfulStatusCode = 404;
    return c.json(
      new StripeProblem(
        status,
        "invalid_request_error",
        `Unrecognized request URL (${c.req.method}: ${c.req.path}). The local Stripe stand-in does not have it.`,
      ).body(),
      status,
    );
  });
}
