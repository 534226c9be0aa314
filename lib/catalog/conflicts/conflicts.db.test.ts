import { beforeEach, describe, expect, it } from "vitest";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { makeSnapshot, makeSource, makeTenant, type TestTenant } from "@/lib/testing";
import { explainAbsence } from "../explain/read-facts";
import { retireRepositories } from "../ingest/retire-repositories";
import { ingestRepositories } from "../ingest/run";
import { applySourceEntities } from "../ingest/sources/apply-source-entities";
import { getEntity, listRevisions } from "../query/get-entity";
import { readHome } from "../query/read-home";
import { decideConflict, undoDecision } from "./decide-conflict";
import { listConflicts } from "./list-conflicts";

const REF = "component:default/billing";
const file = (description: string) => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: billing
  description: ${description}
spec:
  type: service
  lifecycle: production
  owner: team-a
`;

let tenant: TestTenant;
let ctx: TenantContext;
beforeEach(async () => {
  tenant = await makeTenant();
  ctx = tenant.ctx;
});

async function twoRepositories() {
  const source = await makeSource(ctx, [
    makeSnapshot("first", { "catalog-info.yaml": file("the first") }),
    makeSnapshot("second", { "catalog-info.yaml": file("the second") }),
  ]);
  for (const name of ["first", "second"])
    await ingestRepositories(ctx, { sourceId: source.sourceId, repositoryIds: [source.idOf(name)] });
  return source;
}

const descriptionOf = async () => (await getEntity(ctx, REF)).entity.body.metadata;
const takenBy = async () =>
  withTenantSql(ctx, (db) =>
    db.sql<{ name: string; message: string }>(
      `SELECT r.name, p.message FROM file_problem p JOIN repository r ON r.tenant_id = p.tenant_id AND r.id = p.repository_id
       WHERE p.tenant_id = $1::uuid AND p.code = 'ref_taken'`,
      [db.tenantId],
    ),
  );

async function push(set: string, description: string): Promise<void> {
  const sourceId = await withTenantSql(ctx, async (db) => {
    const [row] = await db.sql<{ id: string }>(
      `INSERT INTO source (tenant_id, kind, name) VALUES ($1::uuid, 'push', $2)
       ON CONFLICT (tenant_id, kind, name) DO UPDATE SET name = excluded.name RETURNING id::text`,
      [db.tenantId, set],
    );
    return row?.id ?? "";
  });
  const entity = {
    apiVersion: "backstage.io/v1alpha1",
    kind: "Component",
    metadata: { name: "billing", description },
    spec: { type: "service", lifecycle: "production", owner: "team-a" },
  };
  await applySourceEntities(ctx, {
    source: {
      sourceId,
      name: set,
      rule: `pushed to ${set}`,
      location: `push:${set}`,
      cause: { kind: "set", name: set },
    },
    entities: [{ entity, row: 1 }],
    mode: "replace",
  });
}

describe("conflicts", () => {
  it("show both files with their differences, and an admin's choice counts at once, by name, until it is undone", async () => {
    await twoRepositories();
    const { items, open } = await listConflicts(ctx, { page: 1 });
    expect(open).toBe(1);
    expect(items[0]?.claims).toMatchObject([
      { source: "acme/first", file: "catalog-info.yaml", counts: true, chosen: false },
      { source: "acme/second", file: "catalog-info.yaml", counts: false, chosen: false },
    ]);
    expect(items[0]?.differences).toEqual([
      { path: "metadata.description", values: ["the first", "the second"] },
    ]);
    expect(await takenBy()).toMatchObject([{ name: "second" }]);

    const second = items[0]?.claims[1];
    if (!second) throw new Error("no second claim");
    const { sourceId, sourceKey } = second;
    await decideConflict(ctx, { ref: REF, sourceId, sourceKey, reason: "it is theirs now" });
    expect(await descriptionOf()).toMatchObject({ description: "the second" });
    expect(await takenBy()).toMatchObject([
      { name: "first", message: expect.stringContaining("acme/second") },
    ]);
    const { entity } = await getEntity(ctx, REF);
    expect((await listRevisions(ctx, entity.uid))[0]).toMatchObject({
      cause: { kind: "person", name: "owner", reason: "chose acme/second: it is theirs now" },
    });
    const after = await listConflicts(ctx, { page: 1 });
    expect(after).toMatchObject({ open: 0, total: 1 });
    expect(after.items[0]?.decision).toMatchObject({ reason: "it is theirs now", by: { name: "owner" } });

    await undoDecision(ctx, { ref: REF });
    expect(await descriptionOf()).toMatchObject({ description: "the first" });
    expect((await listConflicts(ctx, { page: 1 })).open).toBe(1);
    await expect(undoDecision(ctx, { ref: REF })).rejects.toMatchObject({ code: "not_found" });
  });

  it("keep the choice through later runs, and end when the chosen file is gone", async () => {
    const source = await twoRepositories();
    const second = (await listConflicts(ctx, { page: 1 })).items[0]?.claims[1];
    if (!second) throw new Error("no second claim");
    await decideConflict(ctx, {
      ref: REF,
      sourceId: second.sourceId,
      sourceKey: second.sourceKey,
      reason: "moved",
    });
    await ingestRepositories(ctx, { sourceId: source.sourceId, repositoryIds: source.ids });
    expect(await descriptionOf()).toMatchObject({ description: "the second" });
    await retireRepositories(ctx, { sourceId: source.sourceId, repositoryIds: [source.idOf("second")] });
    expect(await descriptionOf()).toMatchObject({ description: "the first" });
    expect(await listConflicts(ctx, { page: 1 })).toMatchObject({ open: 0, total: 0 });
    expect(await takenBy()).toEqual([]);
  });

  it("show pushed sets that claim one name, also beneath a file", async () => {
    await push("erp", "from erp");
    await push("cmdb", "from cmdb");
    const { items } = await listConflicts(ctx, { page: 1 });
    expect(items[0]?.claims.map(({ source, counts }) => [source, counts])).toEqual([
      ["erp", true],
      ["cmdb", false],
    ]);
    const cmdb = items[0]?.claims[1];
    if (!cmdb) throw new Error("no second claim");
    await decideConflict(ctx, {
      ref: REF,
      sourceId: cmdb.sourceId,
      sourceKey: cmdb.sourceKey,
      reason: "newer",
    });
    expect(await descriptionOf()).toMatchObject({ description: "from cmdb" });
    await push("erp", "from erp, again");
    expect(await descriptionOf()).toMatchObject({ description: "from cmdb" });
  });

  it("are told by the entity, the explainer and the home page: what counts, what is refused, until an admin chooses", async () => {
    await push("erp", "from erp");
    await push("cmdb", "from cmdb");
    const refusedOf = async () =>
      (await getEntity(ctx, REF)).fragments.filter((one) => one.isRefused).map((one) => one.sourceName);
    const contest = { counts: ["push erp"], refused: ["push cmdb"], isOpen: true };
    expect((await getEntity(ctx, REF)).contest).toEqual(contest);
    expect(await refusedOf()).toEqual(["cmdb"]);
    expect((await readHome(ctx)).attention.openConflicts).toBe(1);
    const told = await explainAbsence(ctx, REF);
    expect(told).toMatchObject({ state: "warn", headline: `Several sources claim ${REF}` });
    expect(told.steps).toMatchObject([
      { detail: expect.stringMatching(/push erp says counts.*push cmdb says is refused/) },
      { detail: "It comes from push erp." },
    ]);
    expect(told.steps[0]?.link).toEqual({ to: "conflicts" });

    const cmdb = (await listConflicts(ctx, { page: 1 })).items[0]?.claims[1];
    if (!cmdb) throw new Error("no second claim");
    const { sourceId, sourceKey } = cmdb;
    await decideConflict(ctx, { ref: REF, sourceId, sourceKey, reason: "newer" });
    expect((await getEntity(ctx, REF)).contest).toEqual({
      counts: ["push cmdb"],
      refused: ["push erp"],
      isOpen: false,
    });
    expect(await refusedOf()).toEqual(["erp"]);
    expect((await readHome(ctx)).attention.openConflicts).toBe(0);
    expect(await explainAbsence(ctx, REF)).toMatchObject({ state: "ok" });
  });

  it("are none where a file lies over an import: both count, field by field", async () => {
    const source = await makeSource(ctx, [makeSnapshot("first", { "catalog-info.yaml": file("the first") })]);
    await ingestRepositories(ctx, { sourceId: source.sourceId, repositoryIds: source.ids });
    await push("erp", "from erp");
    const { contest, fragments } = await getEntity(ctx, REF);
    expect([contest, fragments.filter((one) => one.isRefused)]).toEqual([undefined, []]);
  });

  it("are decided by admins of the same tenant only", async () => {
    await twoRepositories();
    const claim = (await listConflicts(ctx, { page: 1 })).items[0]?.claims[1];
    if (!claim) throw new Error("no second claim");
    const input = { ref: REF, sourceId: claim.sourceId, sourceKey: claim.sourceKey, reason: "because" };
    await expect(decideConflict(await tenant.as("editor"), input)).rejects.toMatchObject({
      code: "forbidden",
    });
    const other = await makeTenant();
    await expect(decideConflict(other.ctx, input)).rejects.toMatchObject({ code: "not_found" });
    expect((await listConflicts(other.ctx, { page: 1 })).total).toBe(0);
  });
});
