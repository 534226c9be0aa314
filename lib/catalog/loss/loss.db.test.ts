import { afterAll, beforeAll, expect, it } from "vitest";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { makeTenant, type TestTenant } from "@/lib/testing";
import { startTestGithub, type TestGithub } from "@/lib/testing/start-github";
import type { IngestDoor } from "../discovery/discover";
import { refreshRepositories } from "../discovery/refresh-repositories";
import { runDiscovery } from "../discovery/run-discovery";
import { startRun } from "../discovery/start-run";
import { ingestOrganisation } from "../ingest/ingest-organisation";
import { retireRepositories } from "../ingest/retire-repositories";
import { ingestRepositories } from "../ingest/run";
import { setOverlay } from "../overlay/set-overlay";
import { findMovedEntity } from "../query/find-moved-entity";
import { getEntity } from "../query/get-entity";
import { upsertGithubSource } from "../store/run-store";
import { confirmLoss, keepLoss, readHeldLoss } from "./held-loss";

let github: TestGithub;
beforeAll(async () => {
  github = await startTestGithub();
});
afterAll(() => github.close());

const door: IngestDoor = {
  organisation: (ctx, sourceId, org) => ingestOrganisation(ctx, { sourceId, org }),
  remove: (ctx, sourceId, repositoryIds) => retireRepositories(ctx, { sourceId, repositoryIds }),
};
const refreshDoor = {
  remove: door.remove,
  repositories: async (ctx: TenantContext, sourceId: string, repositoryIds: readonly string[]) => {
    await ingestRepositories(ctx, { sourceId, repositoryIds });
  },
};

async function connect(ctx: TenantContext, account: string) {
  const installationId = await github.install(account);
  const sourceId = await withTenantSql(ctx, async (db) => {
    await db.sql(
      "INSERT INTO installation (tenant_id, installation_id, account_login, account_id, account_type) VALUES ($1::uuid, $2::bigint, $3, 1, 'Organization')",
      [ctx.tenantId, installationId, account],
    );
    return upsertGithubSource(db, account, installationId);
  });
  /** a whole run: discovery, then ingest of what it queued */
  const read = async () => {
    const runId = await withTenantSql(ctx, (db) => startRun(db, sourceId, "person"));
    await runDiscovery(ctx, { sourceId, runId }, door, github.fresh());
    const ids = await withTenantSql(ctx, async (db) => {
      const rows = await db.sql<{ id: string }>(
        "SELECT id::text FROM repository WHERE tenant_id = $1::uuid AND source_id = $2::uuid AND verdict = 'queued'",
        [ctx.tenantId, sourceId],
      );
      return rows.map((row) => row.id);
    });
    await ingestRepositories(ctx, { sourceId, runId, repositoryIds: ids });
    await withTenantSql(ctx, async (db) => {
      await db.sql("UPDATE ingest_run SET status = 'done', stage = 'done' WHERE tenant_id = $1::uuid", [
        ctx.tenantId,
      ]);
      await db.sql("DELETE FROM outbox WHERE tenant_id = $1::uuid", [ctx.tenantId]);
    });
  };
  return { sourceId, installationId, read };
}

async function counts(ctx: TenantContext) {
  const [row] = await withTenantSql(ctx, (db) =>
    db.sql<{ live: number; people: number }>(
      `SELECT count(*)::int AS live, (count(*) FILTER (WHERE kind IN ('user', 'group')))::int AS people
       FROM entity WHERE tenant_id = $1::uuid AND orphaned_at IS NULL`,
      [ctx.tenantId],
    ),
  );
  return row ?? { live: 0, people: 0 };
}

const emptyList = () =>
  github.control("knobs", {
    route: "GET /api/v3/installation/repositories",
    body: { total_count: 0, repositories: [] },
    repeat: 1,
  });

// A loss here empties a customer's catalog because GitHub hiccuped (E11).
it("holds back a mass loss, shows it, keeps it on request, and believes an admin who confirms it", async () => {
  const tenant: TestTenant = await makeTenant();
  const { ctx } = tenant;
  const org = await connect(ctx, "synth-20");
  await org.read();
  const before = await counts(ctx);
  expect(before.live).toBeGreaterThan(20);
  expect(await readHeldLoss(ctx)).toBeUndefined();

  await emptyList();
  await org.read();
  expect(await counts(ctx)).toEqual(before);
  const held = await readHeldLoss(await tenant.as("viewer"));
  expect(held).toMatchObject({ total: before.live, mayDecide: false });
  expect(held?.repositories).toHaveLength(20);
  expect(held?.entities).toBeGreaterThanOrEqual(20);

  await expect(confirmLoss(await tenant.as("editor"))).rejects.toMatchObject({ code: "forbidden" });
  await keepLoss(ctx);
  expect(await readHeldLoss(ctx)).toBeUndefined();
  await emptyList();
  await org.read();
  expect(await counts(ctx)).toEqual(before);

  await confirmLoss(ctx);
  expect((await counts(ctx)).live).toBeLessThan(before.live - 19);
  expect(await readHeldLoss(ctx)).toBeUndefined();
  await expect(confirmLoss(ctx)).rejects.toMatchObject({ code: "not_found" });
  await org.read();
  expect((await counts(ctx)).live).toBe(before.live);
});

it("holds back an organisation that seems to have lost its people, and lets them go after a second reading", async () => {
  const { ctx } = await makeTenant();
  const org = {
    login: "acme",
    url: "https://github.com/acme",
    members: Array.from({ length: 12 }, (_, i) => ({ login: `m${i}`, databaseId: String(i + 1) })),
    teams: [{ databaseId: "99", slug: "all", name: "All", members: ["m1"] }],
  };
  const sourceId = await withTenantSql(ctx, (db) => upsertGithubSource(db, "acme", 77_000_001));
  await ingestOrganisation(ctx, { sourceId, org });
  const fewer = { ...org, members: org.members.slice(0, 2) };
  await ingestOrganisation(ctx, { sourceId, org: fewer });
  expect((await counts(ctx)).people).toBe(13);
  expect((await readHeldLoss(ctx))?.people).toHaveLength(10);
  await ingestOrganisation(ctx, { sourceId, org });
  expect(await readHeldLoss(ctx)).toBeUndefined();
  await ingestOrganisation(ctx, { sourceId, org: fewer });
  await ingestOrganisation(ctx, { sourceId, org: fewer });
  expect((await counts(ctx)).people).toBe(3);
  await ingestOrganisation(ctx, { sourceId, org: { ...fewer, members: org.members.slice(0, 1) } });
  expect((await counts(ctx)).people).toBe(2);
});

it("keeps entity, history and overlay of a repository that moves to another organisation of the tenant", async () => {
  const { ctx } = await makeTenant();
  const [from, to] = [await connect(ctx, "synth-12"), await connect(ctx, "synth-13")];
  await github.control("changes?silent=1", {
    kind: "create-repo",
    org: "synth-12",
    repo: "moving-on",
    private: true,
    files: { "README.md": "# Moving on", "go.mod": "module x" },
  });
  await from.read();
  await to.read();
  const ref = "component:default/moving-on";
  const { entity } = await getEntity(ctx, ref);
  await setOverlay(ctx, { ref, path: "metadata.title", value: "On the move", reason: "test" });
  const [repository] = await withTenantSql(ctx, (db) =>
    db.sql<{ externalId: string }>(
      `SELECT external_id::text AS "externalId" FROM repository WHERE tenant_id = $1::uuid AND name = 'moving-on'`,
      [ctx.tenantId],
    ),
  );
  await github.control("changes?silent=1", {
    kind: "transfer-repo",
    org: "synth-12",
    repo: "moving-on",
    to: "synth-13",
  });
  const externalIds = [repository?.externalId ?? ""];
  await refreshRepositories(ctx, { sourceId: from.sourceId, externalIds }, refreshDoor, github.fresh());
  await refreshRepositories(ctx, { sourceId: to.sourceId, externalIds }, refreshDoor, github.fresh());
  const moved = await getEntity(ctx, ref);
  expect(moved.entity).toMatchObject({ uid: entity.uid, orphanedAt: null, title: "On the move" });
  expect(moved.fragments.map(({ sourceName }) => sourceName)).toEqual(["portal", "synth-13"]);
  expect(moved.verdicts[0]?.repository).toBe("synth-13/moving-on");
  await from.read();
  expect((await getEntity(ctx, ref)).entity.orphanedAt).toBeNull();
});

it("keeps the address of an entity whose repository was renamed", async () => {
  const { ctx } = await makeTenant();
  const org = await connect(ctx, "synth-14");
  await github.control("changes?silent=1", {
    kind: "create-repo",
    org: "synth-14",
    repo: "first-name",
    files: { "go.mod": "module x" },
  });
  await org.read();
  const { entity } = await getEntity(ctx, "component:default/first-name");
  await github.control("changes?silent=1", {
    kind: "edit-repo",
    org: "synth-14",
    repo: "first-name",
    name: "second-name",
  });
  await org.read();
  const { entity: renamed } = await getEntity(ctx, "component:default/second-name");
  expect(renamed.uid).toBe(entity.uid);
  expect(await findMovedEntity(ctx, "component:default/First-Name")).toBe("component:default/second-name");
  expect(await findMovedEntity(ctx, "component:default/nobody")).toBeUndefined();
  expect(await findMovedEntity((await makeTenant()).ctx, "component:default/first-name")).toBeUndefined();
});
