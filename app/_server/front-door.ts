import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { config } from "@/lib/platform/config";
import { targetOfHost } from "@/lib/platform/config/host-of";
import { requestIdOf } from "./context-of";

// Health checks come from load balancers, which ask by address.
const ANY_HOST = new Set(["/healthz", "/readyz"]);
const FILES = /^\/(_next\/static|_next\/image|favicon\.ico)/;
/** Nothing behind this door may learn an address from the client (stack.md 5, hole 2). */
const MADE_UP = ["x-forwarded-host", "x-forwarded-port", "forwarded", "x-middleware-subrequest"];

type Settings = { readonly PORTICO_URL: string; readonly GITHUB_WEB_URL: string };

/** Answers the request itself, or readies it for Next. @returns whether it has answered */
export type FrontDoor = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Makes what stands before Next: host check, the nonce and the headers every page carries. No authorisation happens here.
 *
 * Next's own place for this, proxy.ts, copies the request and walks the routes once more for each: 1.7 ms of a bare route's
 * 3.2, and more of a page's (2026-11-26).
 */
export function makeFrontDoor(settings: Settings = config()): FrontDoor {
  const { PORTICO_URL } = settings;
  const isTls = PORTICO_URL.startsWith("https:");
  const policyAround = policyOf(settings);
  return (request, response) => {
    const url = request.url ?? "/";
    const path = url.split("?", 1)[0] ?? url;
    for (const name of MADE_UP) delete request.headers[name];
    request.headers["x-forwarded-proto"] = isTls ? "https" : "http";
    if (FILES.test(path)) return false;
    const target = ANY_HOST.has(path)
      ? ({ kind: "portal" } as const)
      : targetOfHost(PORTICO_URL, request.headers.host ?? null);
    if (target.kind === "unknown" || !url.startsWith("/")) {
      response.writeHead(421, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
      response.end("Misdirected request: this host name is not served here.\n");
      return true;
    }
    if (target.kind === "tenant") {
      response.writeHead(307, {
        location: PORTICO_URL + ownPath(target.slug, url),
        "cache-control": "no-store",
      });
      response.end();
      return true;
    }
    const nonce = randomBytes(16).toString("base64");
    const policy = policyAround(nonce);
    const given = request.headers["x-request-id"];
    Object.assign(request.headers, {
      "x-nonce": nonce,
      "content-security-policy": policy,
      "x-portico-path": withoutMarker(url),
      "x-request-id": requestIdOf(typeof given === "string" ? given : undefined),
    });
    setHeaders(response, policy, isTls);
    return false;
  };
}

/** Cookies belong to one host, so a tenant's short address leads to its page on the portal's own. */
function ownPath(slug: string, url: string): string {
  if (url.startsWith("/api/") || url.startsWith("/_next/")) return url;
  return `/${slug}${url === "/" ? "" : url.startsWith("/?") ? url.slice(1) : url}`;
}

/** Next marks the address of a page's data; people go back to the page's own. */
function withoutMarker(url: string): string {
  if (!url.includes("_rsc=")) return url;
  const at = url.indexOf("?");
  const kept = url
    .slice(at + 1)
    .split("&")
    .filter((part) => !part.startsWith("_rsc="));
  return url.slice(0, at) + (kept.length > 0 ? `?${kept.join("&")}` : "");
}

function setHeaders(response: ServerResponse, policy: string, isTls: boolean): void {
  response.setHeader("content-security-policy", policy);
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("referrer-policy", "strict-origin-when-cross-origin");
  response.setHeader("cross-origin-opener-policy", "same-origin");
  response.setHeader("cross-origin-resource-policy", "same-origin");
  response.setHeader("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=()");
  if (isTls) response.setHeader("strict-transport-security", "max-age=63072000; includeSubDomains");
}

function policyOf({ PORTICO_URL, GITHUB_WEB_URL }: Settings): (nonce: string) => string {
  const isLocal = PORTICO_URL.startsWith("http://");
  // Avatars come from GitHub, images in a README from anywhere on https.
  const images = ["'self'", "data:", "blob:", "https:", ...(isLocal ? [new URL(GITHUB_WEB_URL).origin] : [])];
  const rest = [
    // Radix and the graph write style attributes; a style cannot run.
    "style-src 'self' 'unsafe-inline'",
    `img-src ${images.join(" ")}`,
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    // A form's answer may send the browser on: to GitHub, Stripe or a company's identity provider.
    `form-action 'self' https:${isLocal ? " http:" : ""}`,
    "frame-src 'self'",
    "frame-ancestors 'none'",
    ...(isLocal ? [] : ["upgrade-insecure-requests"]),
  ].join("; ");
  return (nonce) => `default-src 'self'; script-src 'self' 'nonce-${nonce}' 'strict-dynamic'; ${rest}`;
}
