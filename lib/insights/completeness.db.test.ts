import { describe, expect, it } from "vitest";
import { getEntity, ingestRepositories } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { makeSnapshot, makeSource, makeTenant } from "@/lib/testing";
import { acceptOwners, readCompleteness, sampleCompleteness, undoOwners } from "./index";

const document = (kind: string, name: string, spec: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: ${kind}\nmetadata:\n  name: ${name}\nspec:\n${spec}`;
const component = (name: string, owner: string) =>
  document("Component", name, `  type: service\n  lifecycle: production\n  owner: ${owner}\n`);

/** Three live repositories with components, one of them with an owner nobody knows; one archived; one that makes none. */
async function stock(ctx: TenantContext) {
  const group = document("Group", "payments", "  type: team\n  children: []\n");
  const source = await makeSource(ctx, [
    makeSnapshot("ledger", { "catalog-info.yaml": component("ledger", "payments") }),
    makeSnapshot("teams", { "catalog-info.yaml": `${group}---\n${component("teams", "payments")}` }),
    makeSnapshot("checkout", {
      "catalog-info.yaml": component("checkout", "paymnets"),
      CODEOWNERS: "# who\n* @acme/payments\n",
    }),
    makeSnapshot("old", { "catalog-info.yaml": component("old", "nobody-knows") }),
  ]);
  await ingestRepositories(ctx, { sourceId: source.sourceId, repositoryIds: source.ids });
  await withTenantSql(ctx, (db) =>
    db.sql("UPDATE repository SET archived = true WHERE tenant_id = $1::uuid AND name = 'old'", [
      db.tenantId,
    ]),
  );
}

const ask = (ctx: TenantContext) => readCompleteness(ctx, { page: 1 });
const checkout = "component:default/checkout";

describe("completeness", () => {
  it("counts live repositories with a known owner and proposes one with evidence", async () => {
    const { ctx } = await makeTenant();
    await stock(ctx);
    const view = await ask(ctx);
    expect([view.live, view.owned]).toEqual([3, 2]);
    expect(view.items).toHaveLength(1);
    expect(view.items[0]).toMatchObject({ ref: checkout, lack: "unresolved_owner" });
    const [proposal] = view.items[0]?.proposals ?? [];
    expect(proposal?.owner).toBe("group:default/payments");
    expect(proposal?.evidence).toContain("CODEOWNERS line 2 gives * to @acme/payments");
    expect(view.teams.map(({ team, live, owned }) => [team, live, owned])).toEqual([
      ["group:default/paymnets", 1, 0],
      ["group:default/payments", 2, 2],
    ]);
  });

  it("accepts a proposed owner over the file, keeps the day's value, and takes it back", async () => {
    const { ctx, as } = await makeTenant();
    await stock(ctx);
    await sampleCompleteness(ctx);
    const item = { ref: checkout, owner: "group:default/payments", evidence: "CODEOWNERS" };
    await expect(acceptOwners(await as("viewer"), { items: [item] })).rejects.toMatchObject({
      code: "forbidden",
    });
    const ghost = { ...item, owner: "group:default/ghosts" };
    const result = await acceptOwners(ctx, { items: [item, ghost] });
    expect(result.done).toEqual([checkout]);
    expect(result.failed).toHaveLength(1);
    expect((await getEntity(ctx, checkout)).entity.ownerRef).toBe("group:default/payments");
    expect(await ask(ctx)).toMatchObject({ live: 3, owned: 3, total: 0 });
    const samples = await withTenantSql(ctx, (db) =>
      db.sql("SELECT live, owned FROM completeness_sample WHERE tenant_id = $1::uuid AND team = '*'", [
        db.tenantId,
      ]),
    );
    expect(samples).toEqual([{ live: 3, owned: 3 }]);
    await undoOwners(ctx, { refs: [checkout] });
    expect(await ask(ctx)).toMatchObject({ live: 3, owned: 2 });
  });

  // Another tenant's entity is a name nobody knows here.
  it("changes nothing of another tenant", async () => {
    const [mine, other] = [await makeTenant(), await makeTenant()];
    await stock(other.ctx);
    const result = await acceptOwners(mine.ctx, {
      items: [{ ref: checkout, owner: "group:default/payments", evidence: "" }],
    });
    expect(result.done).toEqual([]);
    expect((await ask(other.ctx)).owned).toBe(2);
    expect((await ask(mine.ctx)).live).toBe(0);
  });
});
