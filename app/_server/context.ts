import { cookies, headers } from "next/headers";
import { cache } from "react";
import { readSession, readVisit, SESSION_COOKIE } from "@/lib/identity";
import type { TenantContext } from "@/lib/platform/context";
import { bearerOf, contextOfMember, contextOfToken, requestIdOf } from "./context-of";
import { findTokenHolder } from "./token-verdicts";

export type Person = {
  readonly sessionId: string;
  readonly userId: string;
  readonly email: string;
  readonly name: string | undefined;
  readonly image: string | undefined;
  /** set when the session came from a tenant's SSO and is good there only */
  readonly tenantId: string | undefined;
  readonly connectionId: string | undefined;
};

/** Who is signed in, whatever the tenant; undefined without a valid session. */
export const loadPerson = cache(async (): Promise<Person | undefined> => {
  const token = (await cookies()).get(SESSION_COOKIE())?.value;
  return token ? await readSession(token) : undefined;
});

/** Who comes to a tenant's page, and where else they may go. */
export const loadVisit = cache(async (slug: string) => {
  const token = (await cookies()).get(SESSION_COOKIE())?.value;
  return token ? await readVisit(token, slug) : undefined;
});

export const requestId = cache(
  async (): Promise<string> => requestIdOf((await headers()).get("x-request-id")),
);

/**
 * The first door: session and tenant in the URL must agree. The slug chooses among the caller's tenants; it never grants one.
 * A session of one tenant's SSO is nothing in another (readVisit refuses it).
 *
 * @throws AppError unauthenticated - nobody is signed in; not_found - signed in, but not here
 */
export const contextFromSession = cache(async (slug: string): Promise<TenantContext> => {
  const visit = await loadVisit(slug);
  return contextOfMember(visit?.session, visit?.membership, await requestId());
});

/** Token when the request carries one, session otherwise. */
export async function contextOfRequest(slug: string): Promise<TenantContext> {
  const authorization = (await headers()).get("authorization");
  if (authorization === null) return contextFromSession(slug);
  return contextOfToken(await findTokenHolder(bearerOf(authorization)), slug, await requestId());
}
