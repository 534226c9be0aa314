import { beforeEach, describe, expect, it } from "vitest";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { makeSnapshot, makeSource, makeTenant, type TestTenant } from "@/lib/testing";
import { retireRepositories } from "../ingest/retire-repositories";
import { ingestRepositories } from "../ingest/run";
import { setOverlay } from "../overlay/set-overlay";
import { getEntity } from "../query/get-entity";
import {
  archiveAgedOrphans,
  archiveOrphans,
  deleteOrphans,
  restoreOrphans,
  setOrphanPolicy,
  unarchiveOrphans,
  undoRestore,
} from "./change-orphans";
import { listOrphans } from "./list-orphans";

const REF = "component:default/old-shop";
const file = (owner: string) => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: old-shop
spec:
  type: website
  lifecycle: production
  owner: ${owner}
`;

let tenant: TestTenant;
let ctx: TenantContext;
let externalId: string;
let uid: string;

const makeShop = async (owner = "shop") => {
  const source = await makeSource(ctx, [
    makeSnapshot("old-shop", { "catalog-info.yaml": file(owner) }, { externalId }),
  ]);
  await ingestRepositories(ctx, { sourceId: source.sourceId, repositoryIds: source.ids });
  return source;
};
const state = async () => {
  const { entity } = await getEntity(ctx, REF);
  return {
    uid: entity.uid,
    orphaned: entity.orphanedAt !== null,
    owner: entity.ownerRef,
    title: entity.title,
  };
};
const listed = async (archived: boolean) =>
  (await listOrphans(ctx, { archived, page: 1 })).items.map((row) => row.ref);
const age = (days: number) =>
  withTenantSql(ctx, (db) =>
    db.sql(
      "UPDATE entity SET orphaned_at = now() - make_interval(days => $2::int) WHERE tenant_id = $1::uuid",
      [db.tenantId, days],
    ),
  );

beforeEach(async () => {
  tenant = await makeTenant();
  ctx = tenant.ctx;
  externalId = String(Math.floor(Math.random() * 1e9));
  const source = await makeShop();
  uid = (await state()).uid;
  await setOverlay(ctx, { ref: REF, path: "metadata.title", value: "The old shop", reason: "clearer" });
  await retireRepositories(ctx, { sourceId: source.sourceId, repositoryIds: source.ids });
});

describe("orphans", () => {
  it("keep their owner and what they stated as links to what is in the catalog", async () => {
    const groups = await makeSource(ctx, [
      makeSnapshot("people", {
        "catalog-info.yaml": `apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: shop
  title: The Shop
spec:
  type: team
  children: []
`,
      }),
    ]);
    await ingestRepositories(ctx, { sourceId: groups.sourceId, repositoryIds: groups.ids });
    const view = await getEntity(ctx, REF);
    expect(view.entity.orphanedAt).not.toBeNull();
    expect(view.owner).toEqual({ ref: "group:default/shop", title: "The Shop", kind: "group" });
    expect(view.relations).toMatchObject([
      { type: "ownedBy", targetRef: "group:default/shop", title: "The Shop" },
    ]);
  });

  it("are listed with date, owner and cause", async () => {
    const { items, orphaned, keepDays } = await listOrphans(ctx, { archived: false, page: 1 });
    expect({ orphaned, keepDays }).toEqual({ orphaned: 1, keepDays: 30 });
    expect(items).toMatchObject([
      {
        ref: REF,
        title: "The old shop",
        ownerRef: "group:default/shop",
        cause: { kind: "repository", name: "acme/old-shop" },
      },
    ]);
    expect(items[0]?.orphanedAt).toBeInstanceOf(Date);
  });

  it("come back with identity and overlay, live on without a source, and give way to one that names them again", async () => {
    expect(await restoreOrphans(ctx, { uids: [uid], reason: "still in use" })).toEqual({ changed: 1 });
    expect(await state()).toEqual({
      uid,
      orphaned: false,
      owner: "group:default/shop",
      title: "The old shop",
    });
    expect((await getEntity(ctx, REF)).fragments.map(({ layer }) => layer)).toEqual(["overlay", "kept"]);
    expect(await listed(false)).toEqual([]);

    const source = await makeShop("new-owner");
    expect(await state()).toMatchObject({ uid, owner: "group:default/new-owner" });
    await retireRepositories(ctx, { sourceId: source.sourceId, repositoryIds: source.ids });
    expect(await state()).toMatchObject({ uid, orphaned: true });
  });

  it("go back to being orphans when a restoration is undone", async () => {
    await restoreOrphans(ctx, { uids: [uid], reason: "still in use" });
    expect(await undoRestore(ctx, { uids: [uid] })).toEqual({ changed: 1 });
    expect(await state()).toMatchObject({ uid, orphaned: true });
  });

  it("are archived after the tenant's days, and not before", async () => {
    await age(29);
    expect(await archiveAgedOrphans(ctx)).toBe(0);
    await setOrphanPolicy(ctx, { keepDays: 10 });
    expect(await archiveAgedOrphans(ctx)).toBe(1);
    expect(await archiveAgedOrphans(ctx)).toBe(0);
    expect([await listed(false), await listed(true)]).toEqual([[], [REF]]);
    await unarchiveOrphans(ctx, { uids: [uid] });
    expect([await listed(false), await listed(true)]).toEqual([[REF], []]);
    await archiveOrphans(ctx, { uids: [uid] });
    await restoreOrphans(ctx, { uids: [uid], reason: "needed" });
    expect([await listed(false), await listed(true)]).toEqual([[], []]);
  });

  it("are deleted for good only once archived and by an admin, with their overlay", async () => {
    await expect(deleteOrphans(ctx, { uids: [uid] })).rejects.toMatchObject({ code: "precondition" });
    await archiveOrphans(ctx, { uids: [uid] });
    await expect(deleteOrphans(await tenant.as("editor"), { uids: [uid] })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(deleteOrphans((await makeTenant()).ctx, { uids: [uid] })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await deleteOrphans(ctx, { uids: [uid] })).toEqual({ changed: 1 });
    await expect(getEntity(ctx, REF)).rejects.toMatchObject({ code: "not_found" });
    await makeShop();
    expect(await state()).toMatchObject({ title: "old-shop" });
    expect((await state()).uid).not.toBe(uid);
  });

  it("are nothing to touch while alive, and each step is audited", async () => {
    await restoreOrphans(ctx, { uids: [uid], reason: "still in use" });
    await expect(archiveOrphans(ctx, { uids: [uid] })).rejects.toMatchObject({ code: "not_found" });
    const rows = await withTenantSql(ctx, (db) =>
      db.sql(
        "SELECT action, target FROM audit_event WHERE tenant_id = $1::uuid AND action LIKE 'catalog.orphan%'",
        [db.tenantId],
      ),
    );
    expect(rows).toEqual([{ action: "catalog.orphan.restored", target: REF }]);
  });
});
