import { randomUUID } from "node:crypto";
import { grantsForRole, grantsForScopes } from "@/lib/access";
import { decide } from "@/lib/entitlements";
import type { ApiTokenHolder, findMembership, SessionView } from "@/lib/identity";
import type { TenantContext } from "@/lib/platform/context";
import { makeTenantContext } from "@/lib/platform/context/make";
import { AppError } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/log";
import { parseTenantId, parseUserId } from "@/lib/platform/types";

type Membership = NonNullable<Awaited<ReturnType<typeof findMembership>>>;
type Person = Pick<SessionView, "sessionId" | "userId" | "email"> & { readonly name: string | undefined };

// Another tenant, no such tenant, and no membership are one answer, so that an address tells nothing.
const notFound = () => new AppError("not_found", "There is no such portal, or you are not a member of it.");

/** The id a request came with, when it has the form of one; otherwise one of our own. */
export function requestIdOf(given: string | null | undefined): string {
  return given && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

/** The token of an Authorization header. @throws AppError unauthenticated - it is not `Bearer <token>` */
export function bearerOf(authorization: string): string {
  const bearer = /^Bearer (\S+)$/i.exec(authorization)?.[1];
  if (!bearer) throw new AppError("unauthenticated", "The Authorization header must read: Bearer <token>.");
  return bearer;
}

/** @throws AppError unauthenticated - nobody is signed in; not_found - signed in, but not here */
export function contextOfMember(
  person: Person | undefined,
  membership: Membership | undefined,
  id: string,
): TenantContext {
  if (!person) throw new AppError("unauthenticated", "Sign in to see this.");
  if (!membership) throw notFound();
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
}

/** @throws AppError unauthenticated - unknown, expired or revoked; not_found - a token of another tenant */
export function contextOfToken(token: ApiTokenHolder | undefined, slug: string, id: string): TenantContext {
  if (!token) throw new AppError("unauthenticated", "The API token is unknown, expired or revoked.");
  if (token.slug !== slug) throw notFound();
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
