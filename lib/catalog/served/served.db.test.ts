import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { makeTenant } from "@/lib/testing";
import { draftEntity, writeOfDraft } from "../ingest/merge/draft-entity";
import type { Entity } from "../model/entity";
import { BUILT_IN } from "../model/kinds";
import { normaliseEntity } from "../model/relations";
import { lockCatalog, markOrphaned, raiseVersion, writeEntities } from "../store/entity-store";
import { parseFilters } from "./ask/predicate";
import { bodiesSizeBytes } from "./bodies";
import { openServed } from "./open-served";
import { currentIndex, heldBytes, makeRoom } from "./tenants";

type Given = {
  readonly uid?: string;
  readonly name: string;
  readonly kind?: string;
  readonly owner?: string;
  readonly description?: string;
};

function entityOf({ name, kind = "Component", owner, description = "" }: Given, title: string): Entity {
  return normaliseEntity({
    apiVersion: "backstage.io/v1alpha1",
    kind,
    metadata: {
      name,
      title,
      description,
      annotations: { "acme.com/cost-centre": `CC-${name}` },
      tags: ["java"],
    },
    spec: { type: "service", ...(owner === undefined ? {} : { owner }) },
  });
}

/** Commits entities as the merge does: one version for all of them. */
async function commit(
  ctx: TenantContext,
  given: readonly Given[],
  title = "Any",
): Promise<readonly string[]> {
  const rows = given.map((each) => {
    const entity = entityOf(each, title);
    const ref = `${entity.kind}:default/${each.name}`.toLowerCase();
    return writeOfDraft(draftEntity(ref, entity, "{}", BUILT_IN), each.uid ?? randomUUID(), 1);
  });
  await withTenantSql(ctx, async (db) => {
    await lockCatalog(db);
    await writeEntities(db, rows, await raiseVersion(db));
  });
  return rows.map((row) => row.uid);
}

async function orphan(ctx: TenantContext, uids: readonly string[]): Promise<void> {
  await withTenantSql(ctx, async (db) => {
    await lockCatalog(db);
    await markOrphaned(db, uids, await raiseVersion(db));
  });
}

async function refs(ctx: TenantContext, ...filters: string[]): Promise<readonly string[]> {
  const served = await openServed(ctx);
  const order = [{ field: "metadata.name", direction: "asc" as const }];
  const { ordinals, total } = await served.select({ where: parseFilters(filters), order, limit: 1_000 });
  expect(total).toBe(ordinals.length);
  return ordinals.map((ordinal) => served.row(ordinal).ref);
}

async function body(ctx: TenantContext, ref: string): Promise<Entity & { readonly relations: unknown }> {
  const served = await openServed(ctx);
  const [bytes] = await served.bodies([served.find(ref) ?? -1]);
  return JSON.parse(String(bytes));
}

describe("the served catalog", () => {
  let ctx: TenantContext;
  let other: TenantContext;
  let viewer: TenantContext;
  beforeEach(async () => {
    const tenant = await makeTenant();
    ctx = tenant.ctx;
    viewer = await tenant.as("viewer");
    other = (await makeTenant()).ctx;
  });

  // Lost: one company would read another's catalog.
  test("keeps tenants apart, whatever names they share", async () => {
    expect((await openServed(ctx)).count).toBe(0);
    await commit(ctx, [{ name: "shared", owner: "ours" }, { name: "only-ours" }], "Ours");
    await commit(
      other,
      [
        { name: "shared", owner: "theirs" },
        { name: "theirs", kind: "Group" },
      ],
      "Theirs",
    );
    expect(await refs(ctx)).toEqual(["component:default/only-ours", "component:default/shared"]);
    expect(await refs(other)).toEqual(["component:default/shared", "group:default/theirs"]);
    expect(await refs(ctx, "metadata.annotations.acme.com/cost-centre=cc-theirs")).toEqual([]);
    expect(await refs(ctx, "relations.ownedBy=group:default/theirs")).toEqual([]);
    const [mine, foreign] = [await openServed(ctx), await openServed(other)];
    expect((await mine.facets(["metadata.title"]))["metadata.title"]).toEqual([{ value: "Ours", count: 2 }]);
    expect((await foreign.facets(["metadata.title"]))["metadata.title"]).toEqual([
      { value: "Theirs", count: 2 },
    ]);
    const uid = foreign.row(foreign.find("component:default/shared") ?? -1).uid;
    expect(mine.findUid(uid)).toBeUndefined();
    expect((await body(ctx, "component:default/shared")).metadata.title).toBe("Ours");
  });

  test("is for those who may read entities", async () => {
    await commit(ctx, [{ name: "a" }]);
    expect((await openServed(viewer)).count).toBe(1);
    const nobody = Object.freeze({ ...ctx, grants: { role: "none", permissions: new Set<string>() } });
    await expect(openServed(nobody)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("shows each commit to the very next reader, however many read meanwhile", async () => {
    for (let round = 1; round <= 15; round++) {
      const readers = Array.from({ length: 5 }, () => openServed(ctx));
      await commit(ctx, [{ name: `e${round}` }]);
      expect(await refs(ctx, `metadata.name=e${round}`)).toEqual([`component:default/e${round}`]);
      await Promise.all(readers);
    }
    expect((await openServed(ctx)).count).toBe(15);
  });

  test("takes a large commit in pages", async () => {
    expect(await refs(ctx)).toEqual([]);
    await commit(
      ctx,
      Array.from({ length: 2_300 }, (_, i) => ({ name: `e${i}`, owner: `team-${i % 3}` })),
    );
    expect((await openServed(ctx)).count).toBe(2_300);
    expect(await refs(ctx, "relations.ownedBy=group:default/team-1")).toHaveLength(767);
  });

  test("moves a renamed entity under its uid, and gives its old name to another", async () => {
    const [a = "", b = ""] = await commit(ctx, [{ name: "a" }, { name: "b" }]);
    expect(await refs(ctx)).toHaveLength(2);
    await commit(ctx, [{ uid: a, name: "free" }]);
    await commit(ctx, [{ uid: b, name: "a" }]);
    const served = await openServed(ctx);
    expect(served.find("component:default/b")).toBeUndefined();
    expect(served.find("component:default/a")).toBe(served.findUid(b));
    expect(await refs(ctx)).toEqual(["component:default/a", "component:default/free"]);
  });

  test("does not serve orphans, and serves them again once they are spoken of", async () => {
    const [uid = ""] = await commit(ctx, [{ name: "a", owner: "team" }]);
    await commit(ctx, [{ name: "team", kind: "Group" }]);
    expect((await body(ctx, "group:default/team")).relations).toEqual([
      { type: "ownerOf", targetRef: "component:default/a" },
    ]);
    await orphan(ctx, [uid]);
    const served = await openServed(ctx);
    expect([served.find("component:default/a"), served.findUid(uid), served.count]).toEqual([
      undefined,
      undefined,
      1,
    ]);
    expect((await body(ctx, "group:default/team")).relations).toEqual([]);
    await commit(ctx, [{ uid, name: "a", owner: "team" }]);
    expect((await body(ctx, "group:default/team")).relations).toHaveLength(1);
  });

  test("shows a relation from both ends as soon as the target exists", async () => {
    await commit(ctx, [{ name: "a", owner: "team" }]);
    const before = await openServed(ctx);
    const relations = [{ type: "ownedBy", targetRef: "group:default/team" }];
    expect(before.relationsOf(before.find("component:default/a") ?? -1)).toEqual([
      { ...relations[0], targetOrdinal: undefined },
    ]);
    expect((await body(ctx, "component:default/a")).relations).toEqual(relations);
    await commit(ctx, [{ name: "team", kind: "Group" }]);
    expect((await body(ctx, "component:default/a")).relations).toEqual(relations);
    expect(await refs(ctx, "relations.ownerOf=component:default/a")).toEqual(["group:default/team"]);
    const after = await openServed(ctx);
    expect(after.relationsOf(after.find("component:default/a") ?? -1)[0]?.targetOrdinal).toBe(
      after.find("group:default/team"),
    );
  });

  test("serves bodies whole and as new as their rows", async () => {
    const [uid = ""] = await commit(ctx, [{ name: "a" }], "Before");
    expect(await body(ctx, "component:default/a")).toMatchObject({
      kind: "Component",
      metadata: { uid, etag: expect.stringMatching(/^[0-9a-f]{40}$/), namespace: "default", title: "Before" },
      relations: [],
    });
    await commit(ctx, [{ uid, name: "a" }], "After");
    expect((await body(ctx, "component:default/a")).metadata.title).toBe("After");
  });

  // Lost: whoever read in the moment of a rename leaves the new entity with what the old one was related to.
  test("keeps no body of a row that is newer than its relations", async () => {
    const [uid = ""] = await commit(ctx, [{ name: "a", owner: "x" }]);
    const before = await openServed(ctx);
    const at = before.find("component:default/a") ?? -1;
    await commit(ctx, [{ uid, name: "b", owner: "y" }]);
    await before.bodies([at]);
    for (let time = 0; time < 2; time++)
      expect((await body(ctx, "component:default/b")).relations).toEqual([
        { type: "ownedBy", targetRef: "group:default/y" },
      ]);
  });

  // Lost: one large API definition has its whole page read from the database each time.
  test("keeps the bodies beside one that is too large to be kept", async () => {
    const small = Array.from({ length: 60 }, (_, i) => ({ name: `e${i}`, description: "y".repeat(500) }));
    const uids = await commit(ctx, [{ name: "huge", description: "x".repeat(1_100_000) }, ...small]);
    const served = await openServed(ctx);
    await served.bodies(uids.map((one) => served.findUid(one) ?? -1));
    expect(bodiesSizeBytes(await currentIndex(ctx))).toBeGreaterThan(60 * 500);
    expect((await body(ctx, "component:default/huge")).metadata.description).toHaveLength(1_100_000);
  });

  // Lost: one entity with such an owner would make the whole page of 500 no JSON, or another text.
  test("writes refs as JSON whatever letters they have", async () => {
    const owners = ["grüße", 'te"am', "back\\slash", "\u{1f600}", "plain"];
    await commit(
      ctx,
      owners.map((owner, at) => ({ name: `e${at}`, owner })),
    );
    const served = await openServed(ctx);
    const ordinals = owners.map((_, at) => served.find(`component:default/e${at}`) ?? -1);
    const page: Awaited<ReturnType<typeof body>>[] = JSON.parse(
      `[${String(await served.bodiesJoined(ordinals))}]`,
    );
    expect(page.map(({ relations }) => relations)).toEqual(
      owners.map((owner) => [{ type: "ownedBy", targetRef: `group:default/${owner}` }]),
    );
  });

  // Who walks the catalog is read ahead of; what changed in between would be served as it was.
  test("serves a page made ready ahead only while nothing has changed, and its next one again", async () => {
    const given = Array.from({ length: 120 }, (_, i) => ({ name: `e${i}`, owner: "team" }));
    const uids = await commit(ctx, given, "Before");
    const served = await openServed(ctx);
    const ordinals = uids.map((uid) => served.findUid(uid) ?? -1);
    served.readAhead(ordinals);
    await commit(ctx, [{ uid: uids[7] ?? "", name: "e7", owner: "team" }], "After");
    await commit(ctx, [{ name: "made", kind: "System" }]);
    const titles = async (page = ordinals) => {
      const bytes = await (await openServed(ctx)).bodiesJoined(page);
      const entities: { metadata: { title: string } }[] = JSON.parse(`[${bytes}]`);
      return entities.map(({ metadata }) => metadata.title);
    };
    const expected = given.map((_, i) => (i === 7 ? "After" : "Before"));
    expect(await titles()).toEqual(expected);
    (await openServed(ctx)).readAhead(ordinals);
    expect(await titles()).toEqual(expected);
    // Another page that begins alike is not that one.
    (await openServed(ctx)).readAhead(ordinals);
    expect(await titles(ordinals.slice(0, 110))).toEqual(expected.slice(0, 110));
  });

  // Lost: a process that serves many companies grows until it is killed.
  test("gives memory back that others need, and serves as before", async () => {
    await commit(ctx, [{ name: "a" }], "Ours");
    await commit(other, [{ name: "a" }], "Theirs");
    const title = async (of: TenantContext) => (await body(of, "component:default/a")).metadata.title;
    for (const max of [Number.MAX_SAFE_INTEGER, 1, 0]) {
      expect([await title(ctx), await title(other)]).toEqual(["Ours", "Theirs"]);
      const before = heldBytes();
      makeRoom(undefined, max);
      if (max > 1) expect(heldBytes()).toBe(before);
      else expect(heldBytes()).toBeLessThan(Math.max(1, before));
    }
    expect(heldBytes()).toBe(0);
    expect([await title(ctx), await title(other)]).toEqual(["Ours", "Theirs"]);
  });

  test("keeps a column it read on demand in step with what changes", async () => {
    const key = "metadata.annotations.acme.com/cost-centre";
    const [uid = ""] = await commit(ctx, [{ name: "a" }, { name: "b" }]);
    expect(await refs(ctx, `${key}=cc-a`)).toEqual(["component:default/a"]);
    await commit(ctx, [{ uid, name: "z" }, { name: "c" }]);
    expect(await refs(ctx, `${key}=cc-a`)).toEqual([]);
    expect(await refs(ctx, `${key}=cc-z`)).toEqual(["component:default/z"]);
    expect((await (await openServed(ctx)).facets([key]))[key]?.map(({ value }) => value)).toEqual([
      "CC-b",
      "CC-c",
      "CC-z",
    ]);
  });
});
