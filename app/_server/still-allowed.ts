import { cookies, headers } from "next/headers";
import { findMembership, readSession, SESSION_COOKIE, verifyApiToken } from "@/lib/identity";
import type { TenantContext } from "@/lib/platform/context";

/**
 * For answers that outlive their request: asks again whether the caller may still be here, past the per-request cache.
 *
 * @returns false once the session ended, the membership or token is gone, or the rights are no longer those of `ctx`
 */
export async function makeStillAllowed(ctx: TenantContext): Promise<() => Promise<boolean>> {
  const bearer = /^Bearer (\S+)$/i.exec((await headers()).get("authorization") ?? "")?.[1];
  if (bearer !== undefined) return async () => (await verifyApiToken(bearer))?.slug === ctx.slug;
  const token = (await cookies()).get(SESSION_COOKIE())?.value ?? "";
  return async () => {
    const session = await readSession(token);
    const membership = session && (await findMembership(session, ctx.slug));
    return membership?.tenantId === ctx.tenantId && membership.role === ctx.grants.role;
  };
}
