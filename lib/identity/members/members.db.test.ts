import { expect, it } from "vitest";
import { changeMemberRole, findMembership, listMembers, removeMember, setDefaultRole } from "@/lib/identity";
import type { TenantContext } from "@/lib/platform/context";
import { withTenant } from "@/lib/platform/db";
import { makeTenant } from "@/lib/testing";

const idOf = (ctx: TenantContext) => (ctx.actor.kind === "user" ? ctx.actor.userId : "");
const rolesOf = async (ctx: TenantContext) =>
  (await listMembers(ctx)).members.map((member) => member.role).sort();
const auditOf = (ctx: TenantContext, action: string) =>
  withTenant(ctx, (db) =>
    db.sql<{ target: string; before: unknown; after: unknown }>(
      "SELECT target, before, after FROM audit_event WHERE action = $1",
      [action],
    ),
  );

it("changes a role and writes it into the audit", async () => {
  const acme = await makeTenant();
  const viewer = await acme.as("viewer");
  await changeMemberRole(acme.ctx, { userId: idOf(viewer), role: "editor" });
  expect(await rolesOf(acme.ctx)).toEqual(["editor", "owner"]);
  expect(await auditOf(acme.ctx, "identity.member.role_changed")).toMatchObject([
    { target: idOf(viewer), before: { role: "viewer" }, after: { role: "editor" } },
  ]);
});

it("refuses a viewer", async () => {
  const acme = await makeTenant();
  const viewer = await acme.as("viewer");
  await expect(changeMemberRole(viewer, { userId: idOf(viewer), role: "admin" })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(removeMember(viewer, { userId: acme.ownerId })).rejects.toMatchObject({ code: "forbidden" });
  await expect(setDefaultRole(viewer, { role: "admin" })).rejects.toMatchObject({ code: "forbidden" });
});

it("does not find a member of another tenant", async () => {
  const [acme, globex] = [await makeTenant(), await makeTenant()];
  const theirs = await globex.as("viewer");
  await expect(changeMemberRole(acme.ctx, { userId: idOf(theirs), role: "editor" })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(removeMember(acme.ctx, { userId: idOf(theirs) })).rejects.toMatchObject({ code: "not_found" });
  expect(await rolesOf(globex.ctx)).toEqual(["owner", "viewer"]);
});

// B15 of security.md: an admin who could make owners could take the portal, and its bills, from its owner.
it("lets no admin make, change or remove an owner", async () => {
  const acme = await makeTenant();
  const admin = await acme.as("admin");
  await expect(changeMemberRole(admin, { userId: idOf(admin), role: "owner" })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(changeMemberRole(admin, { userId: acme.ownerId, role: "viewer" })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(removeMember(admin, { userId: acme.ownerId })).rejects.toMatchObject({ code: "forbidden" });
});

it("keeps the last owner", async () => {
  const acme = await makeTenant();
  await expect(changeMemberRole(acme.ctx, { userId: acme.ownerId, role: "viewer" })).rejects.toMatchObject({
    code: "precondition",
  });
  await expect(removeMember(acme.ctx, { userId: acme.ownerId })).rejects.toMatchObject({
    code: "precondition",
  });
});

// Two owners who demote each other at once would leave a portal that nobody can manage.
it("keeps one owner when two demote each other at the same moment", async () => {
  for (let round = 0; round < 25; round += 1) {
    const acme = await makeTenant();
    const second = await acme.as("owner");
    const results = await Promise.allSettled([
      changeMemberRole(acme.ctx, { userId: idOf(second), role: "viewer" }),
      round % 2 === 0
        ? changeMemberRole(second, { userId: acme.ownerId, role: "viewer" })
        : removeMember(second, { userId: acme.ownerId }),
    ]);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    expect((await rolesOf(acme.ctx)).filter((role) => role === "owner")).toHaveLength(1);
  }
});

it("takes a removed member's membership and the sessions of the tenant's own sign-on at once", async () => {
  const acme = await makeTenant();
  const editor = await acme.as("editor");
  await withTenant(acme.ctx, (db) =>
    db.sql(
      "INSERT INTO session (token_hash, user_id, tenant_id, expires_at) VALUES ($1, $2::uuid, $3::uuid, now() + interval '1 hour')",
      [`hash-${idOf(editor)}`, idOf(editor), db.tenantId],
    ),
  );
  await removeMember(acme.ctx, { userId: idOf(editor) });
  expect(await findMembership({ userId: idOf(editor), tenantId: undefined }, acme.ctx.slug)).toBeUndefined();
  const left = await withTenant(acme.ctx, (db) =>
    db.sql("SELECT id::text FROM session WHERE user_id = $1::uuid", [idOf(editor)]),
  );
  expect(left).toEqual([]);
  expect(await auditOf(acme.ctx, "identity.member.removed")).toMatchObject([
    { target: idOf(editor), before: { role: "editor" } },
  ]);
});

it("counts as a seat whoever signed in within thirty days", async () => {
  const acme = await makeTenant();
  const viewer = await acme.as("viewer");
  await withTenant(acme.ctx, (db) =>
    db.sql(
      "UPDATE member SET last_sign_in_at = now() - CASE WHEN user_id = $2::uuid THEN interval '31 days' ELSE interval '2 days' END WHERE tenant_id = $1::uuid",
      [db.tenantId, idOf(viewer)],
    ),
  );
  const { seats, members } = await listMembers(acme.ctx);
  expect(seats).toBe(1);
  expect(members.find((member) => member.userId === idOf(viewer))?.hasSeat).toBe(false);
});

it("keeps a default role that is no owner's", async () => {
  const acme = await makeTenant();
  await setDefaultRole(acme.ctx, { role: "editor" });
  expect((await listMembers(acme.ctx)).defaultRole).toBe("editor");
  expect(await auditOf(acme.ctx, "identity.default_role.changed")).toHaveLength(1);
});
