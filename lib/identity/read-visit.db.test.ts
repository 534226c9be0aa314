import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { readVisit } from "@/lib/identity";
import { sha256 } from "@/lib/platform/crypto";
import { asSystem } from "@/lib/platform/db";
import type { TenantId } from "@/lib/platform/types";
import { makeTenant, type TestTenant } from "@/lib/testing";

/** A session's token, of the owner of a tenant. */
async function signIn(userId: string, tenantId?: TenantId): Promise<string> {
  const token = randomUUID();
  await asSystem("test", (db) =>
    db.sql(
      "INSERT INTO session (token_hash, user_id, tenant_id, expires_at) VALUES ($1, $2::uuid, $3::uuid, now() + interval '1 hour')",
      [sha256(token), userId, tenantId ?? null],
    ),
  );
  return token;
}

async function join(userId: string, tenants: readonly TestTenant[]): Promise<void> {
  await asSystem("test", async (db) => {
    for (const { ctx } of tenants)
      await db.sql("INSERT INTO member (tenant_id, user_id, role) VALUES ($1::uuid, $2::uuid, 'viewer')", [
        ctx.tenantId,
        userId,
      ]);
  });
}

it("knows who comes, their role here, and where else they may go", async () => {
  const [acme, globex, other] = [await makeTenant(), await makeTenant(), await makeTenant()];
  await join(acme.ownerId, [globex]);
  const token = await signIn(acme.ownerId);
  const visit = await readVisit(token, globex.ctx.slug);
  expect(visit?.session.userId).toBe(acme.ownerId);
  expect(visit?.membership).toMatchObject({ slug: globex.ctx.slug, role: "viewer" });
  expect(visit?.memberships.map((one) => one.slug).sort()).toEqual([acme.ctx.slug, globex.ctx.slug].sort());
  expect((await readVisit(token, other.ctx.slug))?.membership).toBeUndefined();
  expect(await readVisit(randomUUID(), acme.ctx.slug)).toBeUndefined();
});

// One company's identity provider must not open another company's portal, wherever its user is a member (security.md B9).
it("opens with a session of one tenant's single sign-on that tenant only", async () => {
  const [acme, globex] = [await makeTenant(), await makeTenant()];
  await join(acme.ownerId, [globex]);
  const token = await signIn(acme.ownerId, acme.ctx.tenantId);
  const visit = await readVisit(token, globex.ctx.slug);
  expect(visit?.membership).toBeUndefined();
  expect(visit?.memberships.map((one) => one.slug)).toEqual([acme.ctx.slug]);
  expect((await readVisit(token, acme.ctx.slug))?.membership?.role).toBe("owner");
});
