import type { IncomingHttpHeaders } from "node:http";
import { findMembership, readSession, SESSION_COOKIE } from "@/lib/identity";
import type { TenantContext } from "@/lib/platform/context";
import { bearerOf, contextOfMember, contextOfToken } from "./context-of";
import { requireSameOrigin } from "./same-origin";
import { findTokenHolder } from "./token-verdicts";

function cookieOf(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/**
 * The first door for requests that do not go through Next: a token when the request carries one, a session otherwise.
 *
 * @throws AppError unauthenticated - neither is good; not_found - good, but not for this tenant; forbidden - a foreign page's write
 */
export async function contextOfHeaders(
  slug: string,
  method: string,
  headers: IncomingHttpHeaders,
  requestId: string,
): Promise<TenantContext> {
  const { authorization, origin, host } = headers;
  if (authorization !== undefined)
    return contextOfToken(await findTokenHolder(bearerOf(authorization)), slug, requestId);
  requireSameOrigin({ method, authorization, origin, host });
  const session = await readSession(cookieOf(headers.cookie, SESSION_COOKIE()) ?? "");
  return contextOfMember(session, session && (await findMembership(session, slug)), requestId);
}
