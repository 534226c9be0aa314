import { beforeAll, describe, expect, it } from "vitest";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { makeSnapshot, makeSource, makeTenant, type TestSource } from "@/lib/testing";
import { listConflicts } from "../conflicts/list-conflicts";
import { explainAbsence } from "../explain/read-facts";
import { ingestRepositories } from "../ingest/run";
import { readKindsAgain } from "../jobs";
import { readRepositoriesOfKind } from "../kinds/apply-kind";
import { validateEntity } from "../wire/validate-entity";
import { listRulesOfKinds } from "./list-kind-rules";
import { putKindRules } from "./put-kind-rules";

const user = (name: string, title: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: User\nmetadata:\n  name: ${name}\n  title: ${title}\nspec:\n  memberOf: []\n`;
const component = (name: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\nspec:\n  type: service\n  lifecycle: production\n  owner: ops\n`;

/** Plays the queue. @returns the kinds it was asked for */
async function runJobs(ctx: TenantContext): Promise<readonly string[]> {
  const jobs = await withTenantSql(ctx, (db) =>
    db.sql<{ payload: unknown }>(
      "DELETE FROM outbox WHERE tenant_id = $1::uuid AND job = 'catalog.read-kinds-again' RETURNING payload",
      [db.tenantId],
    ),
  );
  const kinds = jobs.flatMap(({ payload }) => readKindsAgain.payload.parse(payload).kinds);
  for (const kind of kinds) await readRepositoriesOfKind(ctx, kind);
  return kinds;
}

const rowsOf = (ctx: TenantContext, sql: string) => withTenantSql(ctx, (db) => db.sql(sql, [db.tenantId]));
const titlesOf = async (ctx: TenantContext) =>
  Object.fromEntries(
    (
      await rowsOf(
        ctx,
        "SELECT name, title FROM entity WHERE tenant_id = $1::uuid AND kind = 'user' AND orphaned_at IS NULL",
      )
    ).map(({ name, title }) => [name, title]),
  );

// What would be lost: whoever may push to any repository would say who people are and what teams they are in.
describe("which repositories may declare which kinds", () => {
  let ctx: TenantContext;
  let source: TestSource;
  const files = (title: string) => ({
    "catalog-info.yaml": `${component("shop")}---\n${user("ada", title)}---\n${user("mallory", "Mallory")}`,
  });

  beforeAll(async () => {
    ctx = (await makeTenant()).ctx;
    const shop = makeSnapshot("shop", files("Ada of the shop"));
    const data = makeSnapshot("org-data", { "catalog-info.yaml": user("ada", "Ada") });
    source = await makeSource(ctx, [shop]);
    await ingestRepositories(ctx, { sourceId: source.sourceId, repositoryIds: source.ids });
    const more = await makeSource(ctx, [data]);
    await ingestRepositories(ctx, { sourceId: more.sourceId, repositoryIds: more.ids });
    source = await makeSource(ctx, [shop, data]);
  });

  it("is not asked until there is a rule", async () => {
    expect(await listRulesOfKinds(ctx)).toEqual({ rules: [] });
    expect(await titlesOf(ctx)).toEqual({ ada: "Ada of the shop", mallory: "Mallory" });
  });

  it("gives a name to the repository that may, and leaves what has no other as it was", async () => {
    const rules = [{ kind: "user", repositories: ["ACME/org-data"] }];
    expect(await putKindRules(ctx, { rules })).toEqual({
      rules: [{ kind: "User", repositories: ["acme/org-data"] }],
    });
    expect(await runJobs(ctx)).toEqual(["user"]);
    expect(await titlesOf(ctx)).toEqual({ ada: "Ada", mallory: "Mallory" });
    const problems = await rowsOf(
      ctx,
      `SELECT stage, code, path, line, entity_ref AS ref, message, fix FROM file_problem
       WHERE tenant_id = $1::uuid AND code = 'kind_not_allowed' ORDER BY line`,
    );
    expect(problems).toMatchObject([
      { stage: "validate", path: "catalog-info.yaml", line: 11, ref: "user:default/ada" },
      { line: 19, ref: "user:default/mallory" },
    ]);
    expect(problems[0]).toMatchObject({
      message: "This repository may not declare entities of kind User; others may, by a rule of this portal",
      fix: "Move it to acme/org-data, or remove it; or have an admin change the rule under Settings, GitHub.",
    });
    const [verdict] = await rowsOf(
      ctx,
      "SELECT verdict, code, line FROM repository WHERE tenant_id = $1::uuid AND name = 'shop'",
    );
    expect(verdict).toEqual({ verdict: "ingested", code: "kind_not_allowed", line: 11 });
    // What is refused shows on the entity that stands on it, and not on the one another repository gives.
    const statuses = await rowsOf(
      ctx,
      "SELECT name, status FROM entity WHERE tenant_id = $1::uuid AND kind = 'user' ORDER BY name",
    );
    expect(statuses).toEqual([
      { name: "ada", status: null },
      { name: "mallory", status: expect.stringContaining('"name":"NotAllowedError"') },
    ]);
    const explained = await explainAbsence(ctx, "https://github.com/acme/shop/blob/main/catalog-info.yaml");
    expect(JSON.stringify(explained.steps)).toContain("may not declare entities of kind User");
    const { items } = await listConflicts(ctx, { page: 1 });
    expect(items.map(({ ref, claims }) => [ref, claims.find(({ counts }) => counts)?.source])).toEqual([
      ["user:default/ada", "acme/org-data"],
    ]);
  });

  it("is said to who checks an entity before it is pushed, for addresses of these repositories alone", async () => {
    const check = async (kind: string, address: string) => {
      const entity = {
        ...{ apiVersion: "backstage.io/v1alpha1", kind, metadata: { name: "ada" } },
        spec: { type: "team", children: [], memberOf: [] },
      };
      return (await validateEntity(ctx, entity, `url:${address}`)).map(({ message }) => message);
    };
    const barred = expect.stringMatching(/may not declare entities of kind User; others may.*acme\/org-data/);
    expect(await check("User", "https://github.com/acme/shop/blob/main/catalog-info.yaml")).toEqual([barred]);
    for (const address of [
      "https://github.com/ACME/Shop",
      "https://github.com/acme/shop.git",
      "http://github.com/acme/sh%6Fp/blob/main/x.yaml",
      "https://raw.githubusercontent.com/acme/shop/main/x.yaml",
    ])
      expect(await check("User", address), address).toEqual([barred]);
    for (const address of [
      "acme/org-data/blob/main/x.yaml",
      "acme/unknown",
      "acme/shop-two/blob/main/x.yaml",
    ])
      expect(await check("User", `https://github.com/${address}`)).toEqual([]);
    expect(await check("User", "https://elsewhere.example/acme/shop/blob/main/x.yaml")).toEqual([]);
    expect(await check("Group", "https://github.com/acme/shop/blob/main/catalog-info.yaml")).toEqual([]);
  });

  it("takes nothing new from the others, and goes on with their other entities", async () => {
    const changed = makeSnapshot(
      "shop",
      {
        "catalog-info.yaml": `${component("shop")}---\n${user("mallory", "Admin")}---\n${user("eve", "Eve")}`,
      },
      { externalId: await idOf("shop") },
    );
    await makeSource(ctx, [changed]);
    await ingestRepositories(ctx, { sourceId: source.sourceId, repositoryIds: [source.idOf("shop")] });
    expect(await titlesOf(ctx)).toEqual({ ada: "Ada", mallory: "Mallory" });
    expect(
      await rowsOf(
        ctx,
        "SELECT stale FROM fragment WHERE tenant_id = $1::uuid AND entity_ref = 'component:default/shop' AND layer = 'declared'",
      ),
    ).toEqual([{ stale: false }]);
  });

  it("means a repository, whatever it is called later", async () => {
    await rowsOf(
      ctx,
      "UPDATE repository SET name = 'people' WHERE tenant_id = $1::uuid AND name = 'org-data'",
    );
    await rowsOf(ctx, "UPDATE repository SET name = 'org-data' WHERE tenant_id = $1::uuid AND name = 'shop'");
    await ingestRepositories(ctx, { sourceId: source.sourceId, repositoryIds: source.ids });
    expect(await titlesOf(ctx)).toEqual({ ada: "Ada", mallory: "Mallory" });
    expect(await listRulesOfKinds(ctx)).toEqual({ rules: [{ kind: "User", repositories: ["acme/people"] }] });
    await rowsOf(ctx, "UPDATE repository SET name = 'shop' WHERE tenant_id = $1::uuid AND name = 'org-data'");
  });

  it("takes them when the rule goes", async () => {
    await putKindRules(ctx, { rules: [] });
    expect(await runJobs(ctx)).toEqual(["user"]);
    expect(await titlesOf(ctx)).toEqual({ ada: "Ada", mallory: "Admin", eve: "Eve" });
    expect(
      await rowsOf(
        ctx,
        "SELECT 1 FROM file_problem WHERE tenant_id = $1::uuid AND code = 'kind_not_allowed'",
      ),
    ).toEqual([]);
  });

  it("is refused for kinds and repositories that are not there, and to those who may not", async () => {
    const put = (kind: string, ...repositories: string[]) =>
      putKindRules(ctx, { rules: [{ kind, repositories }] });
    await expect(put("Usr")).rejects.toThrow("There is no kind Usr. Name one of Component,");
    await expect(put("User", "acme/none")).rejects.toThrow("acme/none is not among the repositories");
    await expect(
      putKindRules(ctx, {
        rules: [
          { kind: "API", repositories: [] },
          { kind: "api", repositories: [] },
        ],
      }),
    ).rejects.toThrow("two rules for api");
    const globex = await makeTenant();
    await expect(
      putKindRules(globex.ctx, { rules: [{ kind: "User", repositories: ["acme/shop"] }] }),
    ).rejects.toThrow("acme/shop is not among the repositories");
    await expect(putKindRules(await globex.as("viewer"), { rules: [] })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await rowsOf(globex.ctx, "SELECT 1 FROM kind_rule WHERE tenant_id = $1::uuid")).toEqual([]);
  });

  it("leaves a line in the audit for each change, and none for the same again", async () => {
    const rules = [{ kind: "Template", repositories: [] }];
    await putKindRules(ctx, { rules });
    await putKindRules(ctx, { rules });
    expect(
      await rowsOf(
        ctx,
        "SELECT target, before, after FROM audit_event WHERE tenant_id = $1::uuid AND action = 'catalog.kind_rules.changed' ORDER BY id DESC LIMIT 1",
      ),
    ).toEqual([{ target: "template", before: { rules: [] }, after: { rules } }]);
    const [count] = await rowsOf(
      ctx,
      "SELECT count(*)::int AS n FROM audit_event WHERE tenant_id = $1::uuid AND action = 'catalog.kind_rules.changed'",
    );
    expect(count).toEqual({ n: 3 });
  });

  async function idOf(name: string): Promise<string> {
    const rows = await withTenantSql(ctx, (db) =>
      db.sql<{ id: string }>(
        "SELECT external_id::text AS id FROM repository WHERE tenant_id = $1::uuid AND name = $2",
        [db.tenantId, name],
      ),
    );
    return rows[0]?.id ?? "";
  }
});
