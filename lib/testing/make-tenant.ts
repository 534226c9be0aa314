import { randomUUID } from "node:crypto";
import { grantsForRole, type Role } from "@/lib/access";
import type { Features, TenantContext } from "@/lib/platform/context";
import { makeTenantContext } from "@/lib/platform/context/make";
import { asSystem } from "@/lib/platform/db";
import { logger } from "@/lib/platform/log";
import { parseTenantId, parseUserId } from "@/lib/platform/types";

export type TestTenant = {
  /** context of the owner */
  readonly ctx: TenantContext;
  readonly ownerId: string;
  /** the same tenant seen by a new member of another role */
  readonly as: (role: Role) => Promise<TenantContext>;
};

async function makeMember(
  tenantId: string,
  slug: string,
  role: Role,
  features: Features,
): Promise<{ ctx: TenantContext; userId: string }> {
  const email = `${role}-${randomUUID().slice(0, 8)}@${slug}.example`;
  const userId = await asSystem("test", async (db) => {
    const [user] = await db.sql<{ id: string }>(
      "INSERT INTO portal_user (email, name) VALUES ($1, $2) RETURNING id::text",
      [email, role],
    );
    if (!user) throw new Error("no user");
    await db.sql("INSERT INTO member (tenant_id, user_id, role) VALUES ($1::uuid, $2::uuid, $3)", [
      tenantId,
      user.id,
      role,
    ]);
    return user.id;
  });
  const ctx = makeTenantContext({
    tenantId: parseTenantId(tenantId),
    slug,
    tenantName: slug,
    actor: { kind: "user", userId: parseUserId(userId), sessionId: randomUUID(), name: role, email },
    grants: grantsForRole(role),
    features,
    requestId: randomUUID(),
    log: logger(),
  });
  return { ctx, userId };
}

/** A tenant of the test's own, with an owner; random slug unless given. */
export async function makeTenant(
  options: { readonly plan?: Features["plan"]; readonly slug?: string } = {},
): Promise<TestTenant> {
  const slug = options.slug ?? `t-${randomUUID().slice(0, 12)}`;
  const plan = options.plan ?? "free";
  const tenantId = await asSystem("test", async (db) => {
    const [tenant] = await db.sql<{ id: string }>(
      "INSERT INTO tenant (slug, name) VALUES ($1, $1) RETURNING id::text",
      [slug],
    );
    if (!tenant) throw new Error("no tenant");
    await db.sql("INSERT INTO entitlement (tenant_id, plan) VALUES ($1::uuid, $2)", [tenant.id, plan]);
    return tenant.id;
  });
  const features: Features = { plan, trialEndsAt: undefined, addons: [], pastDue: false };
  const owner = await makeMember(tenantId, slug, "owner", features);
  return {
    ctx: owner.ctx,
    ownerId: owner.userId,
    as: async (role) => (await makeMember(tenantId, slug, role, features)).ctx,
  };
}
