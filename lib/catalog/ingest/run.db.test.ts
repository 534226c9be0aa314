import { beforeAll, describe, expect, it } from "vitest";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { makeSnapshot, makeSource, makeTenant } from "@/lib/testing";
import { provenanceOf } from "../model/served";
import { ingestOrganisation } from "./ingest-organisation";
import type { OrgSnapshot } from "./repository-snapshot";
import { retireRepositories } from "./retire-repositories";
import { ingestRepositories } from "./run";

const component = (name: string, owner = "payments", more = "") => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
${more}spec:
  type: service
  lifecycle: production
  owner: ${owner}
`;

type Row = {
  readonly uid: string;
  readonly ref: string;
  readonly ownerRef: string | null;
  readonly version: number;
  readonly orphaned: boolean;
  readonly body: { readonly spec: Record<string, unknown>; readonly metadata: Record<string, unknown> };
  readonly provenance: Record<string, { layer: string; source: string; file?: string; line?: number }>;
};

async function entities(ctx: TenantContext): Promise<ReadonlyMap<string, Row>> {
  const rows = await withTenantSql(ctx, (db) =>
    db.sql<Row>(
      `SELECT uid::text, ref, owner_ref AS "ownerRef", version, orphaned_at IS NOT NULL AS orphaned, served::jsonb AS body, provenance FROM entity WHERE tenant_id = $1::uuid`,
      [db.tenantId],
    ),
  );
  return new Map(rows.map((row) => [row.ref, row]));
}

const originOf = (row: Row | undefined, path: string) => row && provenanceOf(row.provenance, path);

async function rowsOf(ctx: TenantContext, sql: string): Promise<Record<string, unknown>[]> {
  return withTenantSql(ctx, (db) => db.sql(sql, [db.tenantId]));
}

const org: OrgSnapshot = {
  login: "acme",
  url: "https://github.com/acme",
  members: [
    { login: "Ada", name: "Ada Lovelace", databaseId: "1", email: "ada@acme.example" },
    { login: "bob", databaseId: "2" },
  ],
  teams: [{ databaseId: "10", slug: "payments", name: "Payments", members: ["ada"] }],
};

describe("ingestRepositories", () => {
  let ctx: TenantContext;
  beforeAll(async () => {
    ctx = (await makeTenant()).ctx;
  });

  it("gives every repository a verdict, and every value of a derived one its origin", async () => {
    const source = await makeSource(ctx, [
      makeSnapshot("declared", {
        "catalog-info.yaml": component("declared"),
        "README.md": "# Declared\n\nTakes payments from everyone who wants to pay.",
      }),
      makeSnapshot(
        "derived",
        { "go.mod": "module x", "cmd/x/main.go": "", ".github/CODEOWNERS": "# owners\n* @acme/payments\n" },
        { primaryLanguage: "Go", languages: { Go: 100 } },
      ),
      makeSnapshot("broken", { "catalog-info.yaml": component("broken").replace("  owner", "\towner") }),
      makeSnapshot("empty", {}, { empty: true, headSha: undefined }),
    ]);
    await ingestOrganisation(ctx, { sourceId: source.sourceId, org });
    const verdicts = await ingestRepositories(ctx, { sourceId: source.sourceId, repositoryIds: source.ids });
    const byName = new Map(verdicts.map((verdict) => [verdict.name, verdict]));
    expect(byName.get("declared")).toMatchObject({
      verdict: "ingested",
      summary: "declared: service declared in catalog-info.yaml, owner payments",
    });
    expect(byName.get("derived")).toMatchObject({
      verdict: "derived",
      summary: "derived: Go service, owner payments from CODEOWNERS",
    });
    expect(byName.get("broken")).toMatchObject({
      verdict: "failed",
      stage: "parse",
      code: "tab_indent",
      file: "catalog-info.yaml",
      line: 8,
    });
    expect(byName.get("empty")).toMatchObject({ verdict: "skipped", code: "empty_repository" });

    const all = await entities(ctx);
    expect([...all.keys()].sort()).toEqual([
      "component:default/broken",
      "component:default/declared",
      "component:default/derived",
      "group:default/payments",
      "user:default/ada",
      "user:default/bob",
    ]);
    expect(originOf(all.get("component:default/derived"), "spec.owner")).toMatchObject({
      layer: "derived",
      source: "acme/derived",
      file: ".github/CODEOWNERS",
      line: 2,
    });
    const declared = all.get("component:default/declared");
    expect(declared?.body.metadata.description).toBe("Takes payments from everyone who wants to pay.");
    expect(originOf(declared, "spec.owner")).toMatchObject({
      layer: "declared",
      file: "catalog-info.yaml",
      line: 8,
    });
    expect(originOf(declared, "metadata.description")).toMatchObject({
      layer: "derived",
      file: "README.md",
      line: 3,
    });
  });

  it("writes nothing when nothing has changed", async () => {
    const tenant = (await makeTenant()).ctx;
    const source = await makeSource(tenant, [
      makeSnapshot("same", { "catalog-info.yaml": component("same", "nobody"), "README.md": "# same" }),
    ]);
    await ingestRepositories(tenant, { sourceId: source.sourceId, repositoryIds: source.ids });
    const tables = [
      "fragment",
      "entity",
      "catalog_state",
      "entity_revision",
      "file_problem",
      "entity_document",
      "repository",
    ];
    const state = () =>
      Promise.all(
        tables.map((table) =>
          rowsOf(tenant, `SELECT xmin::text, ctid::text FROM ${table} WHERE tenant_id = $1::uuid ORDER BY 2`),
        ),
      );
    const before = await state();
    await ingestRepositories(tenant, { sourceId: source.sourceId, repositoryIds: source.ids });
    expect(await state()).toEqual(before);
  });

  it("keeps the last good entity when the file breaks, and says so", async () => {
    const tenant = (await makeTenant()).ctx;
    const snapshot = makeSnapshot("pay", { "catalog-info.yaml": component("pay") });
    const source = await makeSource(tenant, [snapshot]);
    const run = () => ingestRepositories(tenant, { sourceId: source.sourceId, repositoryIds: source.ids });
    await run();
    const good = (await entities(tenant)).get("component:default/pay");
    const { files: _, ...rest } = snapshot;
    await makeSource(tenant, [
      {
        ...rest,
        files: [
          { path: "catalog-info.yaml", sha: "x", sizeBytes: 9, text: `${component("pay")}  owner: again\n` },
        ],
      },
    ]);
    const [verdict] = await run();
    expect(verdict).toMatchObject({ verdict: "failed", code: "duplicate_key", line: 9 });
    expect(verdict?.summary).toContain("the last good version stays");
    expect((await entities(tenant)).get("component:default/pay")).toMatchObject({
      uid: good?.uid,
      ownerRef: "group:default/payments",
      orphaned: false,
    });
    expect(
      await rowsOf(tenant, "SELECT stale FROM fragment WHERE tenant_id = $1::uuid AND layer = 'declared'"),
    ).toEqual([{ stale: true }]);
    await makeSource(tenant, [snapshot]);
    await run();
    expect(
      await rowsOf(tenant, "SELECT stale FROM fragment WHERE tenant_id = $1::uuid AND layer = 'declared'"),
    ).toEqual([{ stale: false }]);
    expect(
      await rowsOf(tenant, "SELECT code FROM file_problem WHERE tenant_id = $1::uuid AND severity = 'error'"),
    ).toEqual([]);
  });

  it("keeps an unknown owner, warns with the nearest team, and ends the warning when the team appears", async () => {
    const tenant = (await makeTenant()).ctx;
    const source = await makeSource(tenant, [
      makeSnapshot("a", { "catalog-info.yaml": component("a", "paymnts") }),
      makeSnapshot("b", { "catalog-info.yaml": component("b", "sre") }),
    ]);
    await ingestOrganisation(tenant, { sourceId: source.sourceId, org });
    await ingestRepositories(tenant, { sourceId: source.sourceId, repositoryIds: source.ids });
    expect((await entities(tenant)).get("component:default/b")?.ownerRef).toBe("group:default/sre");
    const problems = () =>
      rowsOf(
        tenant,
        "SELECT code, path, line, target_ref, fix FROM file_problem WHERE tenant_id = $1::uuid ORDER BY target_ref",
      );
    expect(await problems()).toMatchObject([
      {
        code: "unresolved_owner",
        path: "catalog-info.yaml",
        line: 8,
        target_ref: "group:default/paymnts",
        fix: "Did you mean payments? Write it, or create the team paymnts.",
      },
      { code: "unresolved_owner", target_ref: "group:default/sre" },
    ]);
    const team = { databaseId: "11", slug: "sre", name: "SRE", members: [] };
    await ingestOrganisation(tenant, {
      sourceId: source.sourceId,
      org: { ...org, teams: [...org.teams, team] },
    });
    expect(await problems()).toMatchObject([{ target_ref: "group:default/paymnts" }]);
  });

  it("moves the entity with its history when a repository is renamed or gets a descriptor with another name", async () => {
    const tenant = (await makeTenant()).ctx;
    const snapshot = makeSnapshot("old-name", { "go.mod": "module x" });
    const source = await makeSource(tenant, [snapshot]);
    const run = () => ingestRepositories(tenant, { sourceId: source.sourceId, repositoryIds: source.ids });
    await run();
    const uid = (await entities(tenant)).get("component:default/old-name")?.uid;
    await makeSource(tenant, [{ ...snapshot, name: "new-name", url: "https://github.com/acme/new-name" }]);
    await run();
    expect([...(await entities(tenant)).values()]).toMatchObject([
      { ref: "component:default/new-name", uid, version: 2 },
    ]);
    await makeSource(tenant, [
      {
        ...makeSnapshot("new-name", { "catalog-info.yaml": component("chosen") }),
        externalId: snapshot.externalId,
      },
    ]);
    await run();
    expect([...(await entities(tenant)).values()]).toMatchObject([
      { ref: "component:default/chosen", uid, version: 3, orphaned: false },
    ]);
    expect(
      await rowsOf(
        tenant,
        "SELECT version, change, ref FROM entity_revision WHERE tenant_id = $1::uuid ORDER BY version",
      ),
    ).toMatchObject([
      { version: 1, change: "created", ref: "component:default/old-name" },
      { version: 2, change: "changed" },
      { version: 3, change: "changed", ref: "component:default/chosen" },
    ]);
  });

  it("lets the first declaration of a name count and names the other one's place", async () => {
    const tenant = (await makeTenant()).ctx;
    const source = await makeSource(tenant, [
      makeSnapshot("first", { "catalog-info.yaml": component("shared", "one") }),
      makeSnapshot("second", { "catalog-info.yaml": component("shared", "two") }),
    ]);
    const run = (name: string) =>
      ingestRepositories(tenant, { sourceId: source.sourceId, repositoryIds: [source.idOf(name)] });
    await run("first");
    const expected = { verdict: "failed", code: "ref_taken", file: "catalog-info.yaml", line: 4 };
    expect((await run("second"))[0]).toMatchObject(expected);
    expect((await run("second"))[0]).toMatchObject(expected);
    expect((await run("first"))[0]).toMatchObject({ verdict: "ingested" });
    expect((await entities(tenant)).get("component:default/shared")?.ownerRef).toBe("group:default/one");
  });

  it("derives two repositories of one name under two names", async () => {
    const tenant = (await makeTenant()).ctx;
    const openapi = "openapi: 3.0.0\ninfo:\n  title: Docs\n";
    const here = await makeSource(tenant, [
      makeSnapshot("docs", { "mkdocs.yml": "", "openapi.yaml": openapi }),
    ]);
    const there = await makeSource(
      tenant,
      [
        makeSnapshot(
          "docs",
          { "mkdocs.yml": "", "openapi.yaml": openapi },
          { owner: "labs", url: "https://github.com/labs/docs" },
        ),
      ],
      "labs",
    );
    for (const source of [here, there, here])
      await ingestRepositories(tenant, { sourceId: source.sourceId, repositoryIds: source.ids });
    expect([...(await entities(tenant)).keys()].sort()).toEqual([
      "api:default/docs",
      "api:default/docs-labs",
      "component:default/docs",
      "component:default/docs-labs",
    ]);
  });

  it("gives a derived name up to a declaration and derives the repository again under another", async () => {
    const tenant = (await makeTenant()).ctx;
    const source = await makeSource(tenant, [
      makeSnapshot("portal", { "go.mod": "" }),
      makeSnapshot("other", { "catalog-info.yaml": component("portal") }),
    ]);
    await ingestRepositories(tenant, { sourceId: source.sourceId, repositoryIds: [source.idOf("portal")] });
    await ingestRepositories(tenant, { sourceId: source.sourceId, repositoryIds: [source.idOf("other")] });
    const all = await entities(tenant);
    expect(all.get("component:default/portal")?.body.metadata.annotations).toMatchObject({
      "github.com/project-slug": "acme/other",
    });
    expect(all.get("component:default/portal-acme")?.body.metadata.annotations).toMatchObject({
      "github.com/project-slug": "acme/portal",
    });
  });

  it("keeps entities of a repository that is gone as orphans and restores them", async () => {
    const tenant = (await makeTenant()).ctx;
    const snapshot = makeSnapshot("here", { "catalog-info.yaml": component("here") });
    const source = await makeSource(tenant, [snapshot]);
    const run = () => ingestRepositories(tenant, { sourceId: source.sourceId, repositoryIds: source.ids });
    await run();
    for (let time = 0; time < 2; time++)
      await retireRepositories(tenant, { sourceId: source.sourceId, repositoryIds: source.ids });
    expect((await entities(tenant)).get("component:default/here")).toMatchObject({
      orphaned: true,
      version: 2,
    });
    await makeSource(tenant, [snapshot]);
    await run();
    expect((await entities(tenant)).get("component:default/here")).toMatchObject({
      orphaned: false,
      version: 3,
    });
    expect(
      (
        await rowsOf(tenant, "SELECT change FROM entity_revision WHERE tenant_id = $1::uuid ORDER BY version")
      ).map((row) => row.change),
    ).toEqual(["created", "removed", "restored"]);
  });

  it("doubles and loses nothing when batches of one tenant run beside each other and twice", async () => {
    const tenant = (await makeTenant()).ctx;
    const source = await makeSource(
      tenant,
      Array.from({ length: 40 }, (_, index) =>
        makeSnapshot(
          `svc-${index}`,
          index % 2 ? { "catalog-info.yaml": component(`svc-${index}`) } : { "go.mod": "" },
        ),
      ),
    );
    const batches = [source.ids.slice(0, 25), source.ids.slice(15), source.ids.slice(5, 30), source.ids];
    await Promise.all(
      batches.map((repositoryIds) =>
        ingestRepositories(tenant, { sourceId: source.sourceId, repositoryIds }),
      ),
    );
    const all = await entities(tenant);
    expect(all.size).toBe(40);
    expect([...all.values()].every((row) => row.version === 1)).toBe(true);
    expect(
      await rowsOf(
        tenant,
        "SELECT sum(cardinality(relations))::int AS n FROM entity WHERE tenant_id = $1::uuid",
      ),
    ).toEqual([{ n: 20 }]);
  });

  it("stores what Postgres cannot hold as a replacement character, without losing the batch", async () => {
    const tenant = (await makeTenant()).ctx;
    const source = await makeSource(tenant, [
      makeSnapshot("odd", { "package.json": '{"description": "a\\u0000b \\ud800 and \\\\u0000 stays"}' }),
      makeSnapshot("fine", { "go.mod": "" }),
    ]);
    await ingestRepositories(tenant, { sourceId: source.sourceId, repositoryIds: source.ids });
    const all = await entities(tenant);
    expect(all.size).toBe(2);
    expect(all.get("component:default/odd")?.body.metadata.description).toBe(
      "a\ufffdb \ufffd and \\u0000 stays",
    );
  });

  it("does not reach another tenant's repositories", async () => {
    const [one, two] = [(await makeTenant()).ctx, (await makeTenant()).ctx];
    const source = await makeSource(one, [makeSnapshot("mine", { "go.mod": "" })]);
    expect(await ingestRepositories(two, { sourceId: source.sourceId, repositoryIds: source.ids })).toEqual(
      [],
    );
    await retireRepositories(two, { sourceId: source.sourceId, repositoryIds: source.ids });
    expect((await entities(two)).size).toBe(0);
    expect(await rowsOf(one, "SELECT code FROM repository WHERE tenant_id = $1::uuid")).toEqual([
      { code: null },
    ]);
  });
});
