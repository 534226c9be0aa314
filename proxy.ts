import { randomBytes, randomUUID } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { config as settings } from "@/lib/platform/config";
import { targetOfHost } from "@/lib/platform/config/host-of";

// Health checks come from load balancers, which ask by address.
const ANY_HOST = new Set(["/healthz", "/readyz"]);

function contentSecurityPolicy(nonce: string): string {
  const { GITHUB_WEB_URL, PORTICO_URL } = settings();
  const isLocal = PORTICO_URL.startsWith("http://");
  // Avatars come from GitHub, images in a README from anywhere on https.
  const images = ["'self'", "data:", "blob:", "https:", ...(isLocal ? [new URL(GITHUB_WEB_URL).origin] : [])];
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
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
}

/** Host check, the nonce and the headers every answer carries. No authorisation happens here (architecture.md). */
export function proxy(request: NextRequest): NextResponse {
  const { PORTICO_URL } = settings();
  const { pathname, search } = request.nextUrl;
  const target = ANY_HOST.has(pathname)
    ? ({ kind: "portal" } as const)
    : targetOfHost(PORTICO_URL, request.headers.get("host"));
  if (target.kind === "unknown") {
    return new NextResponse("Misdirected request: this host name is not served here.\n", { status: 421 });
  }
  if (target.kind === "tenant") {
    // Cookies belong to one host, so a tenant's short address leads to its page on the portal's own.
    const isApi = pathname.startsWith("/api/") || pathname.startsWith("/_next/");
    return NextResponse.redirect(
      `${PORTICO_URL}${isApi ? "" : `/${target.slug}`}${pathname === "/" ? "" : pathname}${search}`,
      307,
    );
  }
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const requestId = request.headers.get("x-request-id") ?? "";
  const headers = new Headers(request.headers);
  // Nothing behind this line may learn an address from the client (stack.md 5, hole 2).
  for (const name of [
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-forwarded-port",
    "forwarded",
    "x-middleware-subrequest",
  ])
    headers.delete(name);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set("x-portico-path", `${pathname}${search}`);
  headers.set("x-request-id", /^[\w-]{8,64}$/.test(requestId) ? requestId : randomUUID());
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("referrer-policy", "strict-origin-when-cross-origin");
  response.headers.set("cross-origin-opener-policy", "same-origin");
  response.headers.set("cross-origin-resource-policy", "same-origin");
  response.headers.set("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=()");
  if (PORTICO_URL.startsWith("https://"))
    response.headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
  return response;
}

export const config = {
  matcher: [{ source: "/((?!_next/static|_next/image|favicon.ico).*)" }],
};
