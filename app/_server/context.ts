import { randomUUID } from "node:crypto";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { grantsForRole, grantsForScopes } from "@/lib/access";
import { decide } from "@/lib/entitlements";
import { findMembership, readSession, SESSION_COOKIE, verifyApiToken } from "@/lib/identity";
import type { TenantContext } from "@/lib/platform/context";
import { makeTenantContext } from "@/lib/platform/context/make";
import { AppError } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/log";
import { parseTenantId, parseUserId } from "@/lib/platform/types";

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

export const requestId = cache(async (): Promise<string> => {
  const given = (await headers()).get("x-request-id");
  return given && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
});

// Another tenant, no such tenant, and no membership are one answer, so that an address tells nothing.
const notFound = () => new AppError("not_found", "There is no such portal, or you are not a member of it.");

/**
 * The first door: session and tenant in the URL must agree. The slug chooses among the caller's tenants; it never grants one.
 * A session of one tenant's SSO is nothing in another (findMembership refuses it).
 *
 * @throws AppError unauthenticated - nobody is signed in; not_found - signed in, but not here
 */
export const contextFromSession = cache(async (slug: string): Promise<TenantContext> => {
  const person = await loadPerson();
  if (!person) throw new AppError("unauthenticated", "Sign in to see this.");
  const membership = await findMembership(person, slug);
  if (!membership) throw notFound();
  const id = await requestId();
  return makeTenantContext({
    tenantId: parseTenantId(membership.tenantId),
    slug: membership.slug,
    tenantName: membership.name,
    actor: {
      kind: "user",
      userId: parseUserId(person.userId),
      sessionId: person.sessionId,
      name: person.name ?? person.email,
      email: person.email,
    },
    grants: grantsForRole(membership.role),
    features: decide(membership.entitlement, new Date()),
    requestId: id,
    log: logger().child({ tenant: membership.slug, requestId: id }),
  });
});

/**
 * The same door for machines: `Authorization: Bearer` with a token of the tenant in the URL.
 *
 * @throws AppError unauthenticated - unknown, expired or revoked; not_found - a token of another tenant
 */
export async function contextFromToken(slug: string, bearer: string): Promise<TenantContext> {
  const token = await verifyApiToken(bearer);
  if (!token) throw new AppError("unauthenticated", "The API token is unknown, expired or revoked.");
  if (token.slug !== slug) throw notFound();
  const id = await requestId();
  return makeTenantContext({
    tenantId: parseTenantId(token.tenantId),
    slug,
    tenantName: token.tenantName,
    actor: { kind: "token", tokenId: token.tokenId, name: token.name, scopes: token.scopes },
    grants: grantsForScopes(token.scopes),
    features: decide(token.entitlement, new Date()),
    requestId: id,
    log: logger().child({ tenant: slug, requestId: id }),
  });
}

/** Token when the request carries one, session otherwise. */
export async function contextOfRequest(slug: string): Promise<TenantContext> {
  const authorization = (await headers()).get("authorization");
  if (authorization === null) return contextFromSession(slug);
  const bearer = /^Bearer (\S+)$/i.exec(authorization)?.[1];
  if (!bearer) throw new AppError("unauthenticated", "The Authorization header must read: Bearer <token>.");
  return contextFromToken(slug, bearer);
}
