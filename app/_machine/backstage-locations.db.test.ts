import { CatalogClient } from "@backstage/catalog-client";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { z } from "zod";
import {
  type IngestDoor,
  ingestRepositories,
  listEntities,
  listHistory,
  listOrphans,
  openServed,
  type RefreshDoor,
  refreshRepositories,
  retireRepositories,
  runDiscovery,
} from "@/lib/catalog";
import { catalogSearchSchema } from "@/lib/catalog/client";
import { refreshRepositories as refreshJob } from "@/lib/catalog/jobs";
import { createApiToken } from "@/lib/identity";
import { closeDatabase, withTenantSql } from "@/lib/platform/db";
import { makeTenant, type TestTenant } from "@/lib/testing";
import { startTestGithub, type TestGithub } from "@/lib/testing/start-github";
import { made, seedEntities } from "./seed-entities";
import { type Machine, startMachine } from "./testing";

let github: TestGithub;
let machine: Machine;
let acme: TestTenant;
let client: CatalogClient;
let repository: string;

const entity = (name: string, owner = "owner: group:default/ops") =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\nspec:\n  type: service\n  lifecycle: production\n  ${owner}\n`;

const locationDoc = (name: string, target: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: ${name}\nspec:\n  target: ${target}\n---\n`;

async function clientOf(tenant: TestTenant, scopes: string[]): Promise<CatalogClient> {
  const { token } = await createApiToken(tenant.ctx, { name: "backstage", scopes });
  return new CatalogClient({
    discoveryApi: { getBaseUrl: async () => `${machine.url}/api/${tenant.ctx.slug}/catalog` },
    fetchApi: {
      fetch: (input, init) =>
        fetch(input, { ...init, headers: { ...init?.headers, authorization: `Bearer ${token}` } }),
    },
  });
}

/** Plays the queue: what asked to be read is read and ingested. @returns how many jobs there were */
async function runJobs(): Promise<number> {
  const { ctx } = acme;
  const jobs = await withTenantSql(ctx, (db) =>
    db.sql<{ payload: unknown }>(
      "DELETE FROM outbox WHERE tenant_id = $1::uuid AND job = 'catalog.refresh-repositories' RETURNING payload",
      [db.tenantId],
    ),
  );
  const door: RefreshDoor = {
    remove: (inner, sourceId, repositoryIds) => retireRepositories(inner, { sourceId, repositoryIds }),
    repositories: async (inner, sourceId, repositoryIds) =>
      void (await ingestRepositories(inner, { sourceId, repositoryIds })),
  };
  for (const { payload } of jobs)
    await refreshRepositories(ctx, refreshJob.payload.parse(payload), door, github.fresh());
  return jobs.length;
}

const change = (files: readonly { path: string; text: string }[]) =>
  github.control("changes?silent=1", [{ kind: "push", org: "synth-11", repo: "synth-odd", files }]);

beforeAll(async () => {
  github = await startTestGithub();
  const { apiUrl, webUrl, appId, appSlug, privateKey, clientId, clientSecret } = github.api.settings;
  vi.stubEnv("GITHUB_API_URL", apiUrl);
  vi.stubEnv("GITHUB_WEB_URL", webUrl);
  vi.stubEnv("GITHUB_APP_ID", appId);
  vi.stubEnv("GITHUB_APP_SLUG", appSlug);
  vi.stubEnv("GITHUB_APP_PRIVATE_KEY", privateKey);
  vi.stubEnv("GITHUB_APP_CLIENT_ID", clientId);
  vi.stubEnv("GITHUB_APP_CLIENT_SECRET", clientSecret);
  repository = `${webUrl}/synth-11/synth-odd`;
  machine = await startMachine();
  acme = await makeTenant();
  client = await clientOf(acme, ["catalog.entity.read", "catalog.entity.write", "catalog.source.manage"]);
  await github.control("changes?silent=1", [
    {
      kind: "create-repo",
      org: "synth-11",
      repo: "synth-odd",
      files: {
        "README.md": "# Odd\n",
        "infra/things.odd": `${entity("first")}---\n${entity("second")}`,
        "infra/broken.odd": entity("third", "owner: 5"),
        "teams/all.odd": locationDoc("all", "./one.odd") + entity("beside"),
        "teams/one.odd": locationDoc("nested", "./two.odd"),
        "teams/two.odd": entity("deep"),
      },
    },
  ]);
  await connect();
});
afterAll(async () => {
  await Promise.all([machine.close(), github.close()]);
  await closeDatabase();
});

async function connect(): Promise<void> {
  const { ctx } = acme;
  const installationId = await github.install("synth-11");
  const { sourceId, runId } = await withTenantSql(ctx, async (db) => {
    await db.sql(
      "INSERT INTO installation (tenant_id, installation_id, account_login, account_id, account_type) VALUES ($1::uuid, $2::bigint, 'synth-11', 1, 'Organization')",
      [db.tenantId, installationId],
    );
    const [source] = await db.sql<{ id: string }>(
      "INSERT INTO source (tenant_id, kind, name, installation_id) VALUES ($1::uuid, 'github', 'synth-11', $2::bigint) RETURNING id::text",
      [db.tenantId, installationId],
    );
    const [run] = await db.sql<{ id: string }>(
      "INSERT INTO ingest_run (tenant_id, source_id, trigger) VALUES ($1::uuid, $2::uuid, 'person') RETURNING id::text",
      [db.tenantId, source?.id],
    );
    return { sourceId: source?.id ?? "", runId: run?.id ?? "" };
  });
  const door: IngestDoor = { organisation: async () => undefined, remove: async () => undefined };
  await runDiscovery(ctx, { sourceId, runId }, door, github.fresh());
  const ids = await withTenantSql(ctx, (db) =>
    db.sql<{ id: string }>("SELECT id::text FROM repository WHERE tenant_id = $1::uuid", [db.tenantId]),
  );
  await ingestRepositories(ctx, { sourceId, repositoryIds: ids.map(({ id }) => id) });
}

/** What the client does not send: it knows no presence. */
async function register(file: string, presence: string) {
  const ask = await machine.as(acme.ctx, ["catalog.source.manage"]);
  const body = JSON.stringify({ type: "url", target: file, presence });
  const answer = await ask("/catalog/locations", { method: "POST", body });
  expect(answer.status).toBe(201);
  return z
    .object({ location: z.object({ id: z.string(), entityRef: z.string() }) })
    .parse(await answer.json()).location;
}

const target = () => `${repository}/blob/main/infra/things.odd`;

it("reads a registered file beside those found by themselves, and forgets it when it is taken back", async () => {
  expect(await client.getEntityByRef("component:first")).toBeUndefined();
  const { location, entities } = await client.addLocation({ type: "url", target: target() });
  expect(entities).toEqual([]);
  expect(location).toMatchObject({ type: "url", target: target() });
  expect(location.entityRef).toMatch(/^location:default\/generated-[0-9a-f]{40}$/);
  expect(await runJobs()).toBe(1);
  const first = await client.getEntityByRef("component:first");
  expect(first?.metadata.annotations?.["backstage.io/managed-by-location"]).toBe(`url:${target()}`);
  expect(await client.getLocationByEntity("component:default/second")).toEqual(location);
  expect(await client.getLocationByEntity("component:default/synth-odd")).toBeUndefined();
  expect(await client.getLocations()).toEqual({ items: [location] });
  expect(await client.getLocationById(location.id)).toEqual(location);
  expect(await client.getLocationByRef(`url:${target()}`)).toEqual(location);

  await client.removeLocationById(location.id);
  expect(await runJobs()).toBe(1);
  expect(await client.getEntityByRef("component:first")).toBeUndefined();
  expect(await client.getLocationById(location.id)).toBeUndefined();
  await expect(client.removeLocationById(location.id)).rejects.toMatchObject({ statusCode: 404 });
  expect(await client.getLocationById("no-uuid")).toBeUndefined();
});

it("serves the location itself as an entity, which follows it and goes with it", async () => {
  const location = await register(target(), "optional");
  const { entityRef } = location;
  const made = await client.getEntityByRef(entityRef);
  expect(made).toMatchObject({
    apiVersion: "backstage.io/v1alpha1",
    kind: "Location",
    metadata: {
      name: entityRef.slice("location:default/".length),
      namespace: "default",
      uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      etag: expect.stringMatching(/^[0-9a-f]{40}$/),
      annotations: {
        "backstage.io/managed-by-location": `url:${target()}`,
        "backstage.io/managed-by-origin-location": `url:${target()}`,
        "backstage.io/view-url": target(),
        "backstage.io/edit-url": `${repository}/edit/main/infra/things.odd`,
        "backstage.io/source-location": `url:${repository}/tree/main/infra/`,
      },
    },
    spec: { type: "url", target: target(), presence: "optional" },
    relations: [],
  });
  expect((await client.queryEntities({ filter: { kind: "location" } })).items).toEqual([made]);
  expect((await client.getEntitiesByRefs({ entityRefs: [entityRef] })).items).toEqual([made]);
  expect((await client.getEntityFacets({ facets: ["kind"] })).facets.kind).toContainEqual({
    value: "Location",
    count: 1,
  });
  // It is machinery: developers find it when they ask for the kind.
  const listed = await listEntities(acme.ctx, catalogSearchSchema.parse({}));
  expect(listed.items.map(({ kind }) => kind)).not.toContain("location");
  expect(listed.facets.kind).toContainEqual(expect.objectContaining({ value: "location", count: 1 }));
  const chosen = await listEntities(acme.ctx, catalogSearchSchema.parse({ kind: "location" }));
  expect(chosen.items.map(({ ref, title }) => [ref, title])).toEqual([
    [entityRef, "synth-11/synth-odd/blob/main/infra/things.odd"],
  ]);
  const served = await openServed(acme.ctx);
  const found = async (kinds?: readonly string[]) =>
    (await served.search({ text: "things odd", kinds })).total;
  expect([await found(), await found(["location"])]).toEqual([0, 1]);

  const other = `${repository}/blob/main/infra/none.odd`;
  await client.updateLocation(location.id, { type: "url", target: other });
  const moved = await client.getEntityByRef(entityRef);
  expect(moved?.metadata.uid).toBe(made?.metadata.uid);
  expect(moved?.metadata.etag).not.toBe(made?.metadata.etag);
  expect(moved?.spec).toEqual({ type: "url", target: other });
  await expect(client.addLocation({ target: target() })).rejects.toMatchObject({
    statusCode: 409,
    cause: { message: expect.stringContaining("Point it back, or remove it first") },
  });

  await client.removeLocationById(location.id);
  expect(await client.getEntityByRef(entityRef)).toBeUndefined();
  const orphans = await listOrphans(acme.ctx, { archived: false, page: 1 });
  expect(orphans.items.map(({ ref }) => ref)).not.toContain(entityRef);
  const { changes } = await listHistory(acme.ctx, { ref: entityRef, limit: 10 });
  expect(changes.slice(0, 2).map(({ change, cause }) => [change, cause.kind])).toEqual([
    ["removed", "token"],
    ["changed", "token"],
  ]);
  await runJobs();
});

it("asks nothing of a file that may be missing", async () => {
  const none = { target: `${repository}/blob/main/infra/none.odd` };
  const location = await register(none.target, "optional");
  await runJobs();
  const problems = () =>
    withTenantSql(acme.ctx, (db) =>
      db.sql("SELECT code FROM file_problem WHERE tenant_id = $1::uuid AND path = 'infra/none.odd'", [
        db.tenantId,
      ]),
    );
  expect(await problems()).toEqual([]);
  await client.updateLocation(location.id, { type: "url", ...none });
  await runJobs();
  expect(await problems()).toEqual([{ code: "location_missing" }]);
  await client.removeLocationById(location.id);
  await runJobs();
});

it("leads from an entity through the Locations that named its file to the one that was registered", async () => {
  const all = `${repository}/blob/HEAD/teams/all.odd`;
  const { location } = await client.addLocation({ target: all });
  await runJobs();
  const chainOf = async (entityRef: string) => {
    const { rootEntityRef, items } = await client.getEntityAncestors({ entityRef });
    const refs = items.map(({ entity: { kind, metadata }, parentEntityRefs }) => [
      `${kind}:default/${metadata.name}`.toLowerCase(),
      parentEntityRefs,
    ]);
    return [rootEntityRef, ...refs];
  };
  expect(await chainOf("Component:default/DEEP")).toEqual([
    "component:default/deep",
    ["component:default/deep", ["location:default/nested"]],
    ["location:default/nested", ["location:default/all"]],
    ["location:default/all", [location.entityRef]],
    [location.entityRef, []],
  ]);
  expect((await chainOf("component:default/beside"))[1]).toEqual([
    "component:default/beside",
    [location.entityRef],
  ]);
  const file = (path: string) => `url:${repository}/blob/main/${path}`;
  expect((await client.getEntityByRef("location:default/nested"))?.metadata.annotations).toMatchObject({
    "backstage.io/managed-by-location": file("teams/one.odd"),
    "backstage.io/managed-by-origin-location": `url:${all}`,
    "backstage.io/view-url": file("teams/one.odd").slice("url:".length),
    "backstage.io/source-location": `url:${repository}/tree/main/teams/`,
  });
  expect((await client.getEntityByRef("component:default/deep"))?.metadata.annotations).toMatchObject({
    "backstage.io/managed-by-location": file("teams/two.odd"),
    "backstage.io/managed-by-origin-location": `url:${all}`,
  });
  expect(await client.getLocationByEntity("component:default/deep")).toEqual(location);
  // The chain ends where reading it again begins.
  await client.refreshEntity(location.entityRef);
  expect(await runJobs()).toBe(1);
  await client.removeLocationById(location.id);
  await runJobs();
  expect(await client.getEntityByRef("component:default/deep")).toBeUndefined();
});

it("says on the entity, and on the Locations that led to it, why it is not as new as its file", async () => {
  const location = await register(target(), "required");
  await runJobs();
  const withStatus = z.looseObject({
    status: z.object({ items: z.array(z.looseObject({ message: z.string() })) }).optional(),
  });
  const statusOf = async (ref: string) => withStatus.parse(await client.getEntityByRef(ref)).status;
  expect([await statusOf("component:first"), await statusOf(location.entityRef)]).toEqual([
    undefined,
    undefined,
  ]);
  const etag = (await client.getEntityByRef("component:first"))?.metadata.etag;
  const good = `${entity("first")}---\n${entity("second")}`;
  const push = async (text: string) => {
    await change([{ path: "infra/things.odd", text }]);
    await client.refreshEntity(location.entityRef);
    await runJobs();
  };
  await push(`${entity("first", "owner: 5")}---\n${entity("second")}`);
  const text =
    'infra/things.odd:8: spec.owner must be a text, not the number 5. Write a text. Put it in quotes: "5".';
  const status = {
    items: [
      {
        type: "backstage.io/catalog-processing",
        level: "error",
        message: `InputError: ${text}`,
        error: { name: "InputError", message: text },
      },
    ],
  };
  const stale = await client.getEntityByRef("component:first");
  // The last good version is served.
  expect(stale?.spec?.owner).toBe("group:default/ops");
  expect(await statusOf("component:first")).toEqual(status);
  expect(stale?.metadata.etag).not.toBe(etag);
  expect(await statusOf("component:second")).toBeUndefined();
  expect(await statusOf(location.entityRef)).toEqual(status);
  const pruned = await client.getEntities({ filter: { "metadata.name": "first" }, fields: ["status"] });
  expect(pruned.items).toEqual([{ status }]);

  await push("kind: Component\n\tmetadata: x\n");
  const parse = (await statusOf("component:second"))?.items?.map(({ message }) => message);
  expect(parse).toEqual([expect.stringMatching(/^InputError: infra\/things\.odd:2: .*tab/i)]);
  expect((await statusOf(location.entityRef))?.items?.map(({ message }) => message)).toEqual(parse);

  await push(good);
  expect([await statusOf("component:first"), await statusOf(location.entityRef)]).toEqual([
    undefined,
    undefined,
  ]);
  const none = `${repository}/blob/main/infra/none.odd`;
  await client.updateLocation(location.id, { type: "url", target: none });
  await runJobs();
  expect((await statusOf(location.entityRef))?.items?.[0]?.message).toMatch(
    /^NotFoundError: infra\/none\.odd: The registered location/,
  );
  await client.removeLocationById(location.id);
  await runJobs();
});

it("refuses a second one of a target unless it shall be read again", async () => {
  const { location } = await client.addLocation({ target: target() });
  await expect(client.addLocation({ target: target() })).rejects.toMatchObject({
    statusCode: 409,
    cause: { name: "ConflictError" },
  });
  const again = await client.addLocation({ target: target(), onConflict: "refresh" } as never);
  expect(again.location).toEqual(location);
  await client.removeLocationById(location.id);
  await runJobs();
});

it("points one elsewhere, which keeps its id and its entity's name", async () => {
  const { location } = await client.addLocation({ target: `${repository}/blob/main/infra/none.odd` });
  await runJobs();
  const [problem] = await withTenantSql(acme.ctx, (db) =>
    db.sql("SELECT code, path FROM file_problem WHERE tenant_id = $1::uuid AND path LIKE '%.odd'", [
      db.tenantId,
    ]),
  );
  expect(problem).toEqual({ code: "location_missing", path: "infra/none.odd" });
  const moved = await client.updateLocation(location.id, { type: "url", target: target() });
  expect(moved).toEqual({ ...location, target: target() });
  await runJobs();
  expect(await client.getEntityByRef("component:first")).toBeDefined();
  await client.removeLocationById(location.id);
  await runJobs();
});

it("pages through them by id and by predicate", async () => {
  const names = Array.from({ length: 5 }, (_, n) => `${repository}/blob/main/infra/n${n}.odd`);
  for (const one of names) await client.addLocation({ target: one });
  const seen: string[] = [];
  for await (const page of client.streamLocations({ limit: 2 } as never))
    seen.push(...page.map((location) => location.target));
  expect([...seen].sort()).toEqual(names);
  const found = await client.queryLocations({ query: { target: { $in: [names[3] ?? ""] } } } as never);
  expect([found.items[0]?.target, found.totalItems]).toEqual([names[3], 1]);
  await expect(client.queryLocations({ query: { colour: "red" } } as never)).rejects.toMatchObject({
    statusCode: 400,
  });
  for (const { id } of (await client.getLocations()).items) await client.removeLocationById(id);
  await runJobs();
});

it("tries a file without storing anything", async () => {
  const dry = await client.addLocation({ target: target(), dryRun: true });
  expect([dry.exists, dry.entities.map((one) => one.metadata.name)]).toEqual([
    false,
    [dry.location.entityRef.slice("location:default/".length), "first", "second"],
  ]);
  expect(await client.getLocations()).toEqual({ items: [] });
  await expect(
    client.addLocation({ target: `${repository}/blob/main/infra/broken.odd`, dryRun: true }),
  ).rejects.toMatchObject({
    statusCode: 400,
    cause: {
      message: expect.stringMatching(/^infra\/broken\.odd:8: spec\.owner must be .* Put it in quotes/),
    },
  });
  await expect(
    client.addLocation({ target: `${repository}/blob/main/nothing.odd`, dryRun: true }),
  ).rejects.toMatchObject({ cause: { message: expect.stringContaining("There is no file nothing.odd") } });
});

it.each([
  ["file", "/etc/passwd", "type 'url'"],
  ["url", "https://evil.example/a/b/blob/main/x.yaml", "push entities"],
  ["url", "WEB/other-company/secret/blob/main/x.yaml", "Connect other-company under"],
  ["url", "REPOSITORY/blob/dev/x.yaml", "not on the default branch"],
  ["url", "REPOSITORY", "names a repository, not a file"],
  ["url", "x.yaml", "is not an address"],
])("refuses %s:%s with cause and fix", async (type, given, words) => {
  const full = given.replace("REPOSITORY", repository).replace("WEB", github.api.settings.webUrl);
  await expect(client.addLocation({ type, target: full })).rejects.toMatchObject({
    statusCode: 400,
    cause: { name: "InputError", message: expect.stringContaining(words) },
  });
});

it("says what a repository declares, or what could be declared with the rule behind each value", async () => {
  const analysis = await client.analyzeLocation({ location: { type: "url", target: repository } });
  expect(analysis.existingEntityFiles).toEqual([]);
  const [generated] = analysis.generateEntities;
  expect(generated?.entity).toMatchObject({ kind: "Component", metadata: { name: "synth-odd" } });
  expect(generated?.fields.map(({ field, state }) => [field, state])).toContainEqual([
    "metadata.description",
    "analysisSuggestedNoValue",
  ]);
  expect(generated?.fields).toContainEqual({
    field: "spec.type",
    state: "analysisSuggestedValue",
    value: expect.any(String),
    description: expect.stringMatching(/^Suggested: \w/),
  });
  const elsewhere = "  annotations:\n    backstage.io/view-url: https://docs.example/declared\nspec:";
  await change([{ path: "catalog-info.yaml", text: entity("declared").replace("spec:", elsewhere) }]);
  await client.refreshEntity("component:default/synth-odd");
  expect(await runJobs()).toBe(1);
  const ancestry = await client.getEntityAncestors({ entityRef: "component:default/declared" });
  expect(ancestry.items.map(({ parentEntityRefs }) => parentEntityRefs)).toEqual([[]]);
  const later = await client.analyzeLocation({ location: { type: "url", target: repository } });
  expect(later.generateEntities).toEqual([]);
  expect(later.existingEntityFiles.map(({ isRegistered, location }) => [isRegistered, location])).toEqual([
    [true, { type: "url", target: `${repository}/blob/main/catalog-info.yaml` }],
  ]);
});

it("refreshes what comes from a repository, does nothing for what was pushed, and knows what is not there", async () => {
  await seedEntities(acme.ctx, [made("Component", "pushed")]);
  await client.refreshEntity("Component:default/PUSHED");
  expect(await runJobs()).toBe(0);
  await expect(client.refreshEntity("component:nobody")).rejects.toMatchObject({ statusCode: 404 });
});

it("takes an entity out of the catalog at once, and says so in the audit", async () => {
  await seedEntities(acme.ctx, [made("Component", "leaving")]);
  const uid = (await client.getEntityByRef("component:leaving"))?.metadata.uid ?? "";
  await client.removeEntityByUid(uid);
  expect(await client.getEntityByRef("component:leaving")).toBeUndefined();
  await client.removeEntityByUid(uid);
  await client.removeEntityByUid("00000000-0000-4000-8000-000000000000");
  const rows = await withTenantSql(acme.ctx, (db) =>
    db.sql(
      "SELECT target FROM audit_event WHERE tenant_id = $1::uuid AND action = 'catalog.entity.removed'",
      [db.tenantId],
    ),
  );
  expect(rows).toEqual([{ target: "component:default/leaving" }]);
  await seedEntities(acme.ctx, [made("Component", "leaving", { spec: { type: "library" } })]);
  expect((await client.getEntityByRef("component:leaving"))?.metadata.uid).toBe(uid);
});

it("validates as ingest does", async () => {
  const where = `url:${target()}`;
  expect(await client.validateEntity(made("Component", "fine") as never, where)).toEqual({ valid: true });
  const wrong = await client.validateEntity(made("Component", "no spaces") as never, where);
  expect(wrong).toMatchObject({ valid: false, errors: [{ name: "InputError" }] });
  const nowhere = await client.validateEntity(made("Component", "fine") as never, "file:/x");
  expect(nowhere.valid).toBe(false);
});

it("keeps writing from tokens that may only read, and from other tenants", async () => {
  const reader = await clientOf(acme, ["catalog.entity.read"]);
  const uid = (await client.getEntityByRef("component:pushed"))?.metadata.uid ?? "";
  const denied = { statusCode: 403, cause: { name: "NotAllowedError" } };
  await expect(reader.removeEntityByUid(uid)).rejects.toMatchObject(denied);
  await expect(reader.addLocation({ target: target() })).rejects.toMatchObject(denied);
  const globex = await makeTenant();
  const stranger = await clientOf(globex, [
    "catalog.entity.read",
    "catalog.entity.write",
    "catalog.source.manage",
  ]);
  await stranger.removeEntityByUid(uid);
  expect(await client.getEntityByRef("component:pushed")).toBeDefined();
  const { location } = await client.addLocation({ target: target() });
  expect(await stranger.getLocationById(location.id)).toBeUndefined();
  await expect(stranger.removeLocationById(location.id)).rejects.toMatchObject({ statusCode: 404 });
  await expect(stranger.addLocation({ target: target() })).rejects.toMatchObject({ statusCode: 400 });
  expect(z.array(z.unknown()).parse((await client.getLocations()).items)).toHaveLength(1);
});
