import { describe, expect, it } from "vitest";
import { ingestRepositories } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { makeSnapshot, makeSource, makeTenant } from "@/lib/testing";
import { searchParamsSchema } from "./client";
import { type PluginSource, searchAll } from "./index";

const ask = (
  ctx: TenantContext,
  query: Readonly<Record<string, string>>,
  plugins: PluginSource = async () => [],
) => searchAll(ctx, searchParamsSchema.parse(query), plugins);

const info = (name: string, description: string, owner = "team-a") =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\n  description: ${description}\nspec:\n  type: service\n  lifecycle: production\n  owner: ${owner}\n`;

async function stock(ctx: TenantContext, names: readonly string[], readme = ""): Promise<void> {
  const source = await makeSource(
    ctx,
    names.map((name) =>
      makeSnapshot(name, {
        "catalog-info.yaml": info(name, `the ${name}`),
        "README.md": `# ${name}\n${readme}`,
      }),
    ),
  );
  await ingestRepositories(ctx, { sourceId: source.sourceId, repositoryIds: source.ids });
}

describe("searchAll", () => {
  // A hit of another tenant would show its names and headings.
  it("finds entities, headings and members of the caller's tenant, never another's", async () => {
    const mine = await makeTenant();
    const other = await makeTenant();
    await stock(mine.ctx, ["zanzibar"], "## Rotate the zanzibar key\n```\n# zanzibar in code\n```\n");
    await stock(other.ctx, ["zanzibar-secret"], "## Secret zanzibar plans\n");
    const found = await ask(mine.ctx, { q: "zanzibar" });
    expect(found.hits.map((hit) => hit.title).sort()).toEqual([
      "Rotate the zanzibar key",
      "zanzibar",
      "zanzibar",
    ]);
    expect(found.kinds).toEqual([
      { value: "component", count: 1 },
      { value: "docs", count: 2 },
    ]);
    expect((await ask(mine.ctx, { q: mine.ctx.slug })).hits.every((hit) => hit.source === "members")).toBe(
      true,
    );
    expect((await ask(mine.ctx, { q: other.ctx.slug })).total).toBe(0);
    expect((await ask(mine.ctx, { q: "rotate key" })).hits[0]?.href).toBe(
      `/${mine.ctx.slug}/catalog/component/default/zanzibar?tab=docs&doc=README.md#rotate-the-zanzibar-key`,
    );
  });

  it("forgives a slip of the finger and says so; a right word elsewhere is no slip", async () => {
    const { ctx } = await makeTenant();
    await stock(ctx, ["payments", "ledger"], "## Paymet provider\n");
    const docs = await ask(ctx, { q: "paymet" });
    expect([docs.corrected, docs.kinds]).toEqual([undefined, [{ value: "docs", count: 2 }]]);
    const found = await ask(ctx, { q: "paymnets" });
    expect(found.corrected).toBe("payments");
    expect(found.hits[0]).toMatchObject({ id: "component:default/payments" });
    const plugins = async () => [{ id: "sonarqube", title: "SonarQube", summary: "Quality", about: "" }];
    const plugin = await ask(ctx, { q: "sonarqbe" }, plugins);
    expect([plugin.corrected, plugin.hits[0]?.id]).toEqual(["sonarqube", "sonarqube"]);
  });

  it("pages with exact totals, and the types of what was found", async () => {
    const { ctx } = await makeTenant();
    await stock(
      ctx,
      Array.from({ length: 23 }, (_, i) => `billing-${i}`),
    );
    const first = await ask(ctx, { q: "billing", kind: "component" });
    const second = await ask(ctx, { q: "billing", kind: "component", page: "2" });
    expect([first.total, first.hits.length, second.hits.length]).toEqual([23, 20, 3]);
    expect(first.types).toEqual([{ value: "service", count: 23 }]);
    expect(first.hits[0]).toMatchObject({ title: "billing-0", detail: "team-a", type: "service" });
    // All: 23 entities and the titles of their 23 READMEs.
    const third = await ask(ctx, { q: "billing", page: "3" });
    expect([third.total, third.hits.length]).toEqual([46, 6]);
  });

  it("puts what the caller's teams own first among equals", async () => {
    const { ctx } = await makeTenant();
    if (ctx.actor.kind !== "user") throw new Error("not a person");
    const me = `apiVersion: backstage.io/v1alpha1\nkind: User\nmetadata:\n  name: me\nspec:\n  profile:\n    email: ${ctx.actor.email}\n  memberOf: [mine]\n`;
    const source = await makeSource(ctx, [
      makeSnapshot("aaa-report", { "catalog-info.yaml": info("aaa-report", "x") }),
      makeSnapshot("zzz-report", { "catalog-info.yaml": info("zzz-report", "x", "mine") }),
      makeSnapshot("people", { "catalog-info.yaml": me }),
    ]);
    await ingestRepositories(ctx, { sourceId: source.sourceId, repositoryIds: source.ids });
    const found = await ask(ctx, { q: "report" });
    expect(found.hits[0]?.title).toBe("zzz-report");
  });

  it("follows a document that changes and one that goes", async () => {
    const { ctx } = await makeTenant();
    await stock(ctx, ["alpha"], "## Old heading\n");
    expect((await ask(ctx, { q: "old heading" })).total).toBe(1);
    await withTenantSql(ctx, (db) =>
      db.sql(
        "UPDATE entity_document SET content = '## Fresh words', sha = 'other', updated_at = now() WHERE tenant_id = $1::uuid",
        [db.tenantId],
      ),
    );
    expect((await ask(ctx, { q: "old heading" })).total).toBe(0);
    expect((await ask(ctx, { q: "fresh words" })).total).toBe(1);
    await withTenantSql(ctx, (db) =>
      db.sql("DELETE FROM entity_document WHERE tenant_id = $1::uuid", [db.tenantId]),
    );
    expect((await ask(ctx, { q: "fresh words" })).total).toBe(0);
  });
});
