import { beforeAll, describe, expect, it } from "vitest";
import { applySourceEntities, archiveOrphans, deleteOrphans, type EntitySource } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import type { Json } from "@/lib/platform/types";
import { makeSnapshot, makeSource, makeTenant } from "@/lib/testing";
import { retireRepositories } from "../ingest/retire-repositories";
import { ingestRepositories } from "../ingest/run";
import { canonicalJson } from "../model/fields";
import { bodyOfServed } from "../model/served";
import { asOf, pastJson, relationsAsOf } from "./as-of";
import { diffMoments } from "./diff-moments";
import { listAsOf } from "./list-as-of";
import { listChanges, listHistory } from "./list-history";
import type { Moment } from "./moment";

/** Numbers that look random and are the same each time (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

async function makeSet(ctx: TenantContext, name: string): Promise<EntitySource> {
  const rows = await withTenantSql(ctx, (db) =>
    db.sql<{ id: string }>(
      "INSERT INTO source (tenant_id, kind, name) VALUES ($1::uuid, 'push', $2) RETURNING id::text",
      [db.tenantId, name],
    ),
  );
  return {
    sourceId: rows[0]?.id ?? "",
    name,
    rule: `pushed to the set ${name}`,
    location: `push:${name}`,
    cause: { kind: "set", name },
  };
}

type Push = { readonly step: "push"; readonly set: "one" | "two"; readonly entities: readonly Json[] };
type Repositories = {
  readonly step: "repositories";
  readonly snapshots: readonly ReturnType<typeof makeSnapshot>[];
  readonly retired: readonly string[];
};
type Step = Push | Repositories;

function descriptor(name: string, owner: string, more: string): string {
  return `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
  annotations: { acme.example/tier: "${more}" }
spec: { type: service, lifecycle: production, owner: ${owner}, dependsOn: ["component:pushed-${more}"] }
`;
}

/** A recorded stream of pushes, declarations, renames and removals. */
function recordStream(seed: number, steps: number): readonly Step[] {
  const random = randomFrom(seed);
  const pick = (from: readonly string[]) => from[random(from.length)] ?? "";
  const owners = ["payments", "platform", "group:other/data", "user:ada"];
  return Array.from({ length: steps }, (_, index): Step => {
    if (index % 3 === 2) {
      const names = ["alpha", "beta", "gamma"].filter(() => random(4) > 0);
      return {
        step: "repositories",
        snapshots: names.map((name) =>
          makeSnapshot(
            name,
            {
              // A name that follows the step is a rename: the same document of the same repository.
              "catalog-info.yaml": descriptor(
                random(3) === 0 ? `${name}-renamed` : name,
                pick(owners),
                String(random(4)),
              ),
              "README.md": `# ${name}\n\nLine ${random(3)} about what it does for people.`,
            },
            { externalId: String(9_000 + ["alpha", "beta", "gamma"].indexOf(name)) },
          ),
        ),
        retired: ["alpha", "beta", "gamma"].filter((name) => !names.includes(name)),
      };
    }
    const set = random(2) === 0 ? "one" : "two";
    const count = 4 + random(12);
    return {
      step: "push",
      set,
      entities: Array.from({ length: count }, () => random(20)).map((number) => ({
        apiVersion: "backstage.io/v1alpha1",
        kind: number % 5 === 0 ? "Resource" : "Component",
        metadata: {
          name: set === "one" ? `pushed-${number}` : `other-${number}`,
          ...(random(3) === 0 ? { description: `text ${random(5)}` } : {}),
          ...(random(2) === 0
            ? { labels: random(2) === 0 ? {} : { "acme.example/a.b": String(random(3)) } }
            : {}),
          tags: Array.from({ length: random(3) }, (__, at) => `tag-${at}`),
        },
        spec: {
          type: pick(["service", "library"]),
          lifecycle: "production",
          owner: pick(owners),
          ...(random(4) === 0 ? { system: "billing" } : {}),
        },
      })),
    };
  });
}

type State = ReadonlyMap<string, string>;

/** What is served now, by ref. */
async function currentState(ctx: TenantContext): Promise<State> {
  const rows = await withTenantSql(ctx, (db) =>
    db.sql<{ ref: string; served: string }>(
      "SELECT ref, served FROM entity WHERE tenant_id = $1::uuid AND orphaned_at IS NULL ORDER BY ref",
      [db.tenantId],
    ),
  );
  return new Map(rows.map((row) => [row.ref, canonicalJson(bodyOfServed(row.served) as unknown as Json)]));
}

async function stateAsOf(ctx: TenantContext, moment: Moment): Promise<State> {
  const state = new Map<string, string>();
  for (let after: string | undefined; ; ) {
    const page: Awaited<ReturnType<typeof listAsOf>> = await listAsOf(ctx, {
      moment,
      after,
      limit: 7,
      kind: undefined,
      q: undefined,
      owner: undefined,
    });
    for (const item of page.items) state.set(item.ref, canonicalJson(item.body as unknown as Json));
    if (page.next === undefined) {
      expect(state.size).toBe(page.total);
      return state;
    }
    after = page.next;
  }
}

type Checkpoint = { readonly at: Date; readonly version: string; readonly state: State };

async function replay(ctx: TenantContext, stream: readonly Step[]): Promise<readonly Checkpoint[]> {
  const sets = { one: await makeSet(ctx, "one"), two: await makeSet(ctx, "two") };
  const checkpoints: Checkpoint[] = [];
  for (const step of stream) {
    if (step.step === "push")
      await applySourceEntities(ctx, {
        source: sets[step.set],
        entities: step.entities.map((entity, index) => ({ entity, row: index + 1 })),
        mode: "replace",
      });
    else {
      const source = await makeSource(ctx, step.snapshots);
      await ingestRepositories(ctx, { sourceId: source.sourceId, repositoryIds: source.ids });
      const gone = await withTenantSql(ctx, (db) =>
        db.sql<{ id: string }>(
          "SELECT id::text FROM repository WHERE tenant_id = $1::uuid AND name = ANY($2::text[])",
          [db.tenantId, step.retired],
        ),
      );
      await retireRepositories(ctx, { sourceId: source.sourceId, repositoryIds: gone.map((row) => row.id) });
    }
    const [now] = await withTenantSql(ctx, (db) =>
      db.sql<{ at: Date; version: string }>(
        "SELECT at, version::text FROM catalog_state WHERE tenant_id = $1::uuid",
        [db.tenantId],
      ),
    );
    if (now) checkpoints.push({ ...now, state: await currentState(ctx) });
  }
  return checkpoints;
}

describe("a recorded stream of changes", () => {
  let ctx: TenantContext;
  let checkpoints: readonly Checkpoint[];
  const stream = recordStream(20261124, 24);

  beforeAll(async () => {
    ctx = (await makeTenant()).ctx;
    checkpoints = await replay(ctx, stream);
  }, 120_000);

  it("is long enough to hold creations, changes, renames, removals and returns", async () => {
    const { changes } = await listChanges(ctx, { limit: 5_000 });
    expect(new Set(changes.map((change) => change.change))).toEqual(
      new Set(["created", "changed", "removed", "restored"]),
    );
    expect(changes.some((change) => change.fields.some((field) => field.path === "metadata.name"))).toBe(
      true,
    );
  });

  it("gives at each checkpoint the state that was served then, by time and by catalog version", async () => {
    for (const { at, version, state } of checkpoints) {
      expect(await stateAsOf(ctx, { kind: "time", at })).toEqual(state);
      expect(await stateAsOf(ctx, { kind: "version", version })).toEqual(state);
    }
  });

  it("gives the same for each entity alone", async () => {
    for (const { at, state } of checkpoints.filter((_, index) => index % 4 === 0)) {
      for (const [ref, body] of state) {
        const past = await asOf(ctx, ref, { kind: "time", at });
        expect([ref, past?.removed, past && canonicalJson(past.body as unknown as Json)]).toEqual([
          ref,
          false,
          body,
        ]);
      }
    }
  });

  it("gives the same states in another tenant", async () => {
    const again = await replay((await makeTenant()).ctx, stream);
    expect(again.map(({ state }) => state)).toEqual(checkpoints.map(({ state }) => state));
  });

  it("says of two moments what a comparison of their states says", async () => {
    for (const [index, from] of checkpoints.entries()) {
      const to = checkpoints[index + 3];
      if (!to) break;
      const diff = await diffMoments(ctx, {
        from: { kind: "time", at: from.at },
        to: { kind: "time", at: to.at },
        limit: 1_000,
        kind: undefined,
        owner: undefined,
      });
      // Renames are changes of one entity: compare by what the entity was called at the end.
      const renamed = new Set(
        diff.items.flatMap((item) =>
          item.fields.some((field) => field.path === "metadata.name") ? [item.ref] : [],
        ),
      );
      const expected = [...new Set([...from.state.keys(), ...to.state.keys()])]
        .filter((ref) => from.state.get(ref) !== to.state.get(ref))
        .map((ref) => [ref, from.state.has(ref) ? (to.state.has(ref) ? "changed" : "removed") : "created"]);
      const told = diff.items.map((item) => [item.ref, item.change === "restored" ? "created" : item.change]);
      if (renamed.size === 0) expect(told).toEqual(expected.sort());
      expect(diff.counts.created + diff.counts.changed + diff.counts.removed + diff.counts.restored).toBe(
        diff.items.length,
      );
    }
  });

  it("knows the owner of then when it filters by owner", async () => {
    for (const { at, state } of checkpoints.filter((_, index) => index % 5 === 0)) {
      const page = await listAsOf(ctx, {
        moment: { kind: "time", at },
        limit: 500,
        kind: undefined,
        q: undefined,
        owner: "group:default/payments",
      });
      const expected = [...state].filter(([, body]) => JSON.parse(body).spec?.owner === "payments");
      expect(page.items.map((item) => item.ref)).toEqual(expected.map(([ref]) => ref).sort());
    }
  });

  it("says who changed one field, and when, with the value it began with", async () => {
    const { changes } = await listChanges(ctx, { field: "spec.owner", change: "changed", limit: 1 });
    const ref = changes[0]?.ref ?? "";
    const history = await listHistory(ctx, { ref, field: "spec.owner", limit: 100 });
    expect(history.changes.at(-1)).toMatchObject({ change: "created", fields: [{ path: "spec.owner" }] });
    const owners = history.changes
      .filter((change) => change.fields.length > 0)
      .reverse()
      .map((change) => change.fields[0]);
    // Each change begins where the one before ended.
    for (const [index, field] of owners.entries())
      if (index > 0) expect(field?.before).toEqual(owners[index - 1]?.after);
  });

  it("pages through the feed without a gap or a double", async () => {
    const all = await listChanges(ctx, { limit: 10_000 });
    const paged: string[] = [];
    for (let after: typeof all.next; ; ) {
      const page: typeof all = await listChanges(ctx, { limit: 13, after });
      paged.push(...page.changes.map((change) => `${change.uid} ${change.version}`));
      if (!page.next) break;
      after = page.next;
    }
    expect(paged).toEqual(all.changes.map((change) => `${change.uid} ${change.version}`));
    expect(all.total).toBe(paged.length);
  });

  it("derives the relations of then, incoming ones too", async () => {
    const { at, state } = checkpoints[5] ?? { at: new Date(), state: new Map<string, string>() };
    for (const ref of [...state.keys()].filter((one) => one.includes("pushed-"))) {
      const past = await asOf(ctx, ref, { kind: "time", at });
      if (!past) throw new Error(`${ref} is missing`);
      const incoming = [...state]
        .filter(([, body]) => JSON.parse(body).spec?.dependsOn?.includes(ref.replace("default/", "")))
        .map(([source]) => source);
      const relations = await relationsAsOf(ctx, past);
      expect(
        relations.filter(({ type }) => type === "dependencyOf").map(({ targetRef }) => targetRef),
      ).toEqual(incoming.sort());
      expect(pastJson(past, relations)).toMatchObject({ metadata: { uid: past.uid } });
    }
  });
});

describe("history", () => {
  // What would be lost: a past that can be rewritten proves nothing.
  it("cannot be changed or taken away by the product", async () => {
    const { ctx } = await makeTenant();
    for (const statement of [
      "UPDATE entity_revision SET ref = 'x'",
      "DELETE FROM entity_revision",
      "TRUNCATE entity_revision",
    ])
      await expect(withTenantSql(ctx, (db) => db.sql(statement))).rejects.toThrow(/permission denied/);
  });

  it("is another tenant's secret, and no entity of theirs", async () => {
    const [mine, theirs] = [await makeTenant(), await makeTenant()];
    await replay(mine.ctx, recordStream(1, 2));
    const [ref = ""] = [...(await currentState(mine.ctx)).keys()];
    expect(await asOf(theirs.ctx, ref, { kind: "time", at: new Date() })).toBeUndefined();
    await expect(listHistory(theirs.ctx, { ref, limit: 10 })).rejects.toMatchObject({ code: "not_found" });
    expect((await listChanges(theirs.ctx, { limit: 10 })).changes).toEqual([]);
  });

  it("keeps the past of an entity an admin deleted", async () => {
    const { ctx } = await makeTenant();
    const [before] = await replay(ctx, recordStream(20261124, 1));
    if (!before) throw new Error("nothing was pushed");
    const sources = await withTenantSql(ctx, (db) =>
      db.sql<{ id: string }>("SELECT id::text FROM source WHERE tenant_id = $1::uuid", [db.tenantId]),
    );
    for (const { id } of sources)
      await applySourceEntities(ctx, {
        source: { sourceId: id, name: "x", rule: "x", location: "push:x", cause: { kind: "set", name: "x" } },
        entities: [],
        mode: "replace",
      });
    const orphans = await withTenantSql(ctx, (db) =>
      db.sql<{ uid: string }>("SELECT uid::text FROM entity WHERE tenant_id = $1::uuid", [db.tenantId]),
    );
    const uids = orphans.map((row) => row.uid);
    await archiveOrphans(ctx, { uids });
    await deleteOrphans(ctx, { uids });
    expect(await stateAsOf(ctx, { kind: "time", at: new Date() })).toEqual(new Map());
    expect(await stateAsOf(ctx, { kind: "time", at: before.at })).toEqual(before.state);
  });

  it("names repository, file and commit in a batch of many, and links to the commit", async () => {
    const { ctx } = await makeTenant();
    const file = (name: string, owner: string) => ({ "catalog-info.yaml": descriptor(name, owner, "0") });
    const more = { headSha: "a".repeat(40) };
    const first = [makeSnapshot("one", file("one", "x"), more), makeSnapshot("two", file("two", "x"), more)];
    const source = await makeSource(ctx, first);
    await ingestRepositories(ctx, { sourceId: source.sourceId, repositoryIds: source.ids });
    const next = first.map((snapshot) => ({
      ...makeSnapshot(snapshot.name, snapshot.name === "one" ? file("one", "y") : {}),
      externalId: snapshot.externalId,
      headSha: "b".repeat(40),
    }));
    await makeSource(ctx, next);
    await ingestRepositories(ctx, { sourceId: source.sourceId, repositoryIds: source.ids });
    const of = async (ref: string) => (await listHistory(ctx, { ref, limit: 1 })).changes[0];
    expect(await of("component:default/one")).toMatchObject({
      cause: {
        kind: "repository",
        name: "acme/one",
        file: "catalog-info.yaml",
        commit: "b".repeat(40),
      },
      commitUrl: `https://github.com/acme/one/commit/${"b".repeat(40)}`,
    });
    expect((await of("component:default/two"))?.cause).toMatchObject({
      kind: "repository",
      name: "acme/two",
    });
  });
});
