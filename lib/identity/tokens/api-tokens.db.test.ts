import { expect, it } from "vitest";
import { createApiToken, listApiTokens, revokeApiToken, verifyApiToken } from "@/lib/identity";
import { withTenant } from "@/lib/platform/db";
import { makeTenant } from "@/lib/testing";

const sample = { name: "CI", scopes: ["catalog.entity.read"] };

it("opens its tenant with its scopes and nothing else", async () => {
  const acme = await makeTenant({ plan: "team" });
  const { token, id } = await createApiToken(acme.ctx, sample);
  expect(await verifyApiToken(token)).toMatchObject({
    tokenId: id,
    tenantId: acme.ctx.tenantId,
    slug: acme.ctx.slug,
    scopes: ["catalog.entity.read"],
    entitlement: { plan: "team" },
  });
});

// B14 of security.md: whoever reads a dump must not be able to call the API with it.
it("keeps the hash only, and a prefix to tell tokens apart", async () => {
  const acme = await makeTenant();
  const { token } = await createApiToken(acme.ctx, sample);
  const rows = await withTenant(acme.ctx, (db) => db.sql<{ prefix: string }>("SELECT * FROM api_token"));
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(JSON.stringify(rows)).not.toContain(token.slice(13));
  expect(token.startsWith(`${rows[0]?.prefix}_`)).toBe(true);
});

it("is refused when altered, revoked or expired", async () => {
  const acme = await makeTenant();
  const { token, id } = await createApiToken(acme.ctx, { ...sample, expiresInDays: 1 });
  expect(await verifyApiToken(`${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`)).toBeUndefined();
  await withTenant(acme.ctx, (db) =>
    db.sql("UPDATE api_token SET expires_at = now() - interval '1 second' WHERE tenant_id = $1::uuid", [
      db.tenantId,
    ]),
  );
  expect(await verifyApiToken(token)).toBeUndefined();
  await withTenant(acme.ctx, (db) =>
    db.sql("UPDATE api_token SET expires_at = NULL WHERE tenant_id = $1::uuid", [db.tenantId]),
  );
  expect(await verifyApiToken(token)).toBeDefined();
  await revokeApiToken(acme.ctx, { id });
  expect(await verifyApiToken(token)).toBeUndefined();
  expect((await listApiTokens(acme.ctx))[0]).toMatchObject({ state: "revoked" });
});

it("remembers when it was used", async () => {
  const acme = await makeTenant();
  const { token } = await createApiToken(acme.ctx, sample);
  await verifyApiToken(token);
  expect((await listApiTokens(acme.ctx))[0]?.lastUsedAt).toBeInstanceOf(Date);
});

it("refuses scopes that do not exist, and makers without the permission", async () => {
  const acme = await makeTenant();
  await expect(createApiToken(acme.ctx, { name: "x", scopes: ["everything"] })).rejects.toMatchObject({
    code: "invalid_input",
  });
  await expect(createApiToken(await acme.as("viewer"), sample)).rejects.toMatchObject({ code: "forbidden" });
  await expect(listApiTokens(await acme.as("editor"))).rejects.toMatchObject({ code: "forbidden" });
});

it("cannot be revoked from another tenant", async () => {
  const [acme, globex] = [await makeTenant(), await makeTenant()];
  const { token, id } = await createApiToken(acme.ctx, sample);
  await expect(revokeApiToken(globex.ctx, { id })).rejects.toMatchObject({ code: "not_found" });
  expect(await verifyApiToken(token)).toBeDefined();
});

it("is written into the audit without its text", async () => {
  const acme = await makeTenant();
  const { token, id } = await createApiToken(acme.ctx, sample);
  await revokeApiToken(acme.ctx, { id });
  const rows = await withTenant(acme.ctx, (db) =>
    db.sql<{ action: string }>("SELECT action, target, after FROM audit_event ORDER BY at"),
  );
  expect(rows.map((row) => row.action)).toEqual(["identity.token.created", "identity.token.revoked"]);
  expect(JSON.stringify(rows)).not.toContain(token.slice(13));
});
