import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import { config } from "@/lib/platform/config";
import { targetOfHost } from "@/lib/platform/config/host-of";
import { AppError } from "@/lib/platform/errors";
import { requestIdOf } from "../_server/context-of";
import { type Answer, empty, json } from "./answer";
import type { Endpoint, Tag } from "./endpoint";
import { openApiDocument } from "./openapi/document";
import { ENDPOINTS } from "./registry";
import { sendAnswer } from "./send-answer";
import { makeServe } from "./serve-endpoint";
import { errorAnswer } from "./wire-error";

/** Where the description of the whole API stands. Descriptions hold nothing of a tenant, so they are open to all. */
const OPENAPI_PATH = "/api/openapi.json";

/** What Backstage's catalog has too. */
const BACKSTAGE: readonly Tag[] = ["Entities", "Locations"];

export type MachineApi = {
  /** is this path ours? Everything else is for Next */
  readonly serves: (url: string) => boolean;
  readonly listener: (incoming: IncomingMessage, outgoing: ServerResponse) => void;
};

/** The headers every answer carries: nobody keeps it, no browser guesses at it. */
function fixedHeaders(portalUrl: string): Record<string, string> {
  const isTls = portalUrl.startsWith("https://");
  return {
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    ...(isTls ? { "strict-transport-security": "max-age=63072000; includeSubDomains" } : {}),
  };
}

/** First segments after `/api/{tenant}` that belong to the registry as a whole. */
function areasOf(endpoints: readonly Endpoint[]): ReadonlySet<string> {
  return new Set(endpoints.map(({ path }) => path.split("/")[1] ?? ""));
}

/**
 * The machine API as one request listener: hono finds the endpoint, serve-endpoint.ts does the rest.
 *
 * @param endpoints - the registry, unless a test brings its own
 * @param portalUrl - the one address it answers to
 */
export function makeMachineApi(
  endpoints: readonly Endpoint[] = ENDPOINTS,
  portalUrl: string = config().PORTICO_URL,
): MachineApi {
  const fixed = fixedHeaders(portalUrl);
  const areas = areasOf(endpoints);
  const app = new Hono<{ Bindings: HttpBindings }>();
  for (const endpoint of endpoints) {
    const serve = makeServe(endpoint, fixed);
    app.on(endpoint.method, `/api/:tenant${endpoint.path.replaceAll(/\{(\w+)\}/g, ":$1")}`, async (c) => {
      await serve({ ...c.env, params: c.req.param() });
      return RESPONSE_ALREADY_SENT;
    });
  }
  const plain = (answer: (incoming: IncomingMessage) => Answer) => async (c: { env: HttpBindings }) => {
    const { incoming, outgoing } = c.env;
    await sendAnswer(incoming, outgoing, answer(incoming), fixed);
    return RESPONSE_ALREADY_SENT;
  };
  app.get(
    OPENAPI_PATH,
    plain(() => json(openApiDocument(endpoints, { prefix: "/api/{tenant}" }))),
  );
  app.get("/api/:tenant/catalog/openapi.json", async (c) => {
    const slug = c.req.param("tenant");
    const document = openApiDocument(endpoints, { prefix: `/api/${slug}`, only: BACKSTAGE });
    await sendAnswer(c.env.incoming, c.env.outgoing, json(document), fixed);
    return RESPONSE_ALREADY_SENT;
  });
  // Backstage answers an unknown path with an empty 404.
  app.notFound(plain(() => empty(404)));
  const checkHost = makeHostCheck(portalUrl);
  const listen = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return {
    serves: (url) => servesPath(url, areas),
    listener: (incoming, outgoing) => {
      const misdirected = checkHost(incoming);
      if (misdirected) void sendAnswer(incoming, outgoing, misdirected, fixed);
      else void listen(incoming, outgoing);
    },
  };
}

function servesPath(url: string, areas: ReadonlySet<string>): boolean {
  const path = url.split("?", 1)[0] ?? "";
  if (path === OPENAPI_PATH) return true;
  const [root, api, tenant, area] = path.split("/", 4);
  return root === "" && api === "api" && !!tenant && area !== undefined && areas.has(area);
}

/** What front-door.ts does for pages: only the portal's own host is served, and a tenant's short address leads to it. */
function makeHostCheck(portalUrl: string): (incoming: IncomingMessage) => Answer | undefined {
  // The one host that nearly every request names is parsed once.
  let good: string | undefined;
  return ({ headers: { host }, method = "GET", url = "" }) => {
    if (host !== undefined && host === good) return undefined;
    const target = targetOfHost(portalUrl, host ?? null);
    if (target.kind === "portal") {
      good = host;
      return undefined;
    }
    if (target.kind === "tenant")
      return { status: 307, type: undefined, headers: { location: `${portalUrl}${url}` }, body: undefined };
    const error = new AppError("invalid_input", "Misdirected request: this host name is not served here.");
    return { ...errorAnswer(error, { method, url, requestId: requestIdOf(undefined) }), status: 421 };
  };
}
