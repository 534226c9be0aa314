import { CATALOG_FILTER_EXISTS, CatalogClient } from "@backstage/catalog-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiToken } from "@/lib/identity";
import { closeDatabase } from "@/lib/platform/db";
import { makeTenant, type TestTenant } from "@/lib/testing";
import { made, seedEntities } from "./seed-entities";
import { type Machine, startMachine } from "./testing";

// The unmodified client from npm is the judge: who has Backstage's tools can point them here.

const MANY = 2_500;
let machine: Machine;
let acme: TestTenant;
let client: CatalogClient;
let noScope: CatalogClient;
const wire: string[] = [];

async function clientOf(tenant: TestTenant, scopes: string[], log: string[] = []): Promise<CatalogClient> {
  const { token } = await createApiToken(tenant.ctx, { name: "backstage", scopes });
  return new CatalogClient({
    discoveryApi: { getBaseUrl: async () => `${machine.url}/api/${tenant.ctx.slug}/catalog` },
    fetchApi: {
      fetch: async (input, init) => {
        const url = String(input);
        log.push(`${init?.method ?? "GET"} ${url.slice(url.indexOf("/catalog") + 8).split("?")[0]}`);
        return fetch(url, { ...init, headers: { ...init?.headers, authorization: `Bearer ${token}` } });
      },
    },
  });
}

const names = (page: { items: readonly { metadata: { name: string } }[] }) =>
  page.items.map((item) => item.metadata.name);
const numbered = (n: number) => `many-${String(n).padStart(4, "0")}`;

beforeAll(async () => {
  machine = await startMachine();
  acme = await makeTenant();
  await seedEntities(acme.ctx, [
    made("Group", "team-a", { metadata: { title: "Team A" } }),
    made("Group", "team-b", { spec: { parent: "team-a" } }),
    made("User", "ada", { spec: { memberOf: ["team-a"] } }),
    made("System", "shop"),
    made("Component", "Billing", {
      metadata: {
        tags: ["java", "money"],
        annotations: { "github.com/project-slug": "acme/billing" },
        labels: { tier: "1" },
      },
      spec: { system: "shop", dependsOn: ["component:vault"] },
    }),
    made("Component", "vault", { metadata: { tags: ["go"] }, spec: { owner: "team-b", type: "library" } }),
    ...Array.from({ length: MANY }, (_, n) =>
      made("Component", numbered(n), {
        metadata: { namespace: "many", labels: { parity: n % 2 === 0 ? "even" : "odd" } },
        spec: { owner: "group:default/team-b", lifecycle: "experimental" },
      }),
    ),
  ]);
  client = await clientOf(
    acme,
    ["catalog.entity.read", "catalog.entity.write", "catalog.source.manage"],
    wire,
  );
  noScope = await clientOf(acme, ["plugin.read"]);
});
afterAll(async () => {
  await machine.close();
  await closeDatabase();
});

describe("one entity", () => {
  it("comes by ref in any case, with uid, etag and relations both ways", async () => {
    const entity = await client.getEntityByRef("COMPONENT:Default/BILLING");
    expect(entity).toMatchObject({ kind: "Component", metadata: { name: "Billing", namespace: "default" } });
    expect(entity?.metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
    expect(entity?.metadata.etag).toMatch(/^[0-9a-f]{40}$/);
    expect(entity?.relations).toEqual([
      { type: "dependsOn", targetRef: "component:default/vault" },
      { type: "ownedBy", targetRef: "group:default/team-a" },
      { type: "partOf", targetRef: "system:default/shop" },
    ]);
    expect((await client.getEntityByRef("component:vault"))?.relations).toContainEqual({
      type: "dependencyOf",
      targetRef: "component:default/billing",
    });
    expect(
      await client.getEntityByName({ kind: "group", namespace: "default", name: "team-a" }),
    ).toBeDefined();
  });

  it("is undefined when it is not there", async () => {
    expect(await client.getEntityByRef("component:nobody")).toBeUndefined();
  });

  it("has an ancestry that begins with itself", async () => {
    const { rootEntityRef, items } = await client.getEntityAncestors({ entityRef: "component:billing" });
    expect(rootEntityRef).toBe("component:default/billing");
    expect(items[0]?.entity.metadata.name).toBe("Billing");
    await expect(client.getEntityAncestors({ entityRef: "component:nobody" })).rejects.toMatchObject({
      name: "ResponseError",
      statusCode: 404,
      cause: { name: "NotFoundError" },
    });
  });
});

describe("by refs", () => {
  it("answers 1,000 in order, nulls and repeats included", async () => {
    const entityRefs = Array.from({ length: 998 }, (_, n) => `component:many/${numbered(n)}`);
    entityRefs.splice(10, 0, "component:default/nobody", "Component:Default/Vault");
    const { items } = await client.getEntitiesByRefs({ entityRefs, fields: ["metadata.name"] });
    expect(items).toHaveLength(1_000);
    expect(items[10]).toBeUndefined();
    expect(items[11]).toEqual({ metadata: { name: "vault" } });
    expect(items[999]?.metadata.name).toBe(numbered(997));
    const twice = await client.getEntitiesByRefs({
      entityRefs: ["component:vault", "component:default/vault", "component:default/vault", ":"],
    });
    expect(twice.items.map((item) => item?.metadata.name)).toEqual([undefined, "vault", "vault", undefined]);
  });

  it("keeps what a filter and a predicate let through", async () => {
    const entityRefs = ["component:default/billing", "component:default/vault"];
    const filtered = await client.getEntitiesByRefs({ entityRefs, filter: { "metadata.tags": "go" } });
    expect(filtered.items.map((item) => item?.metadata.name)).toEqual([undefined, "vault"]);
    const both = await client.getEntitiesByRefs({
      entityRefs,
      query: { kind: "component" },
      filter: { "spec.type": "service" },
    });
    expect(both.items.map((item) => item?.metadata.name)).toEqual(["Billing", undefined]);
  });
});

describe("filters", () => {
  const query = async (filter: Parameters<typeof client.queryEntities>[0]) =>
    names(await client.queryEntities({ orderFields: { field: "metadata.name", order: "asc" }, ...filter }));

  it.each([
    [{ kind: "component", "metadata.namespace": "default" }, ["Billing", "vault"]],
    [{ "metadata.tags": ["JAVA", "go"] }, ["Billing", "vault"]],
    [{ "metadata.tags.java": "true" }, ["Billing"]],
    [{ "metadata.annotations.github.com/project-slug": CATALOG_FILTER_EXISTS }, ["Billing"]],
    [
      [{ kind: "system" }, { kind: "user" }],
      ["ada", "shop"],
    ],
    [{ "relations.ownedBy": "group:default/team-b", "metadata.namespace": "default" }, ["vault"]],
    [{ "relations.hasMember": CATALOG_FILTER_EXISTS }, ["team-a"]],
    [{ "metadata.labels": CATALOG_FILTER_EXISTS }, []],
  ])("%j finds %j", async (filter, expected) => {
    expect(await query({ filter })).toEqual(expected);
  });

  it.each([
    [{ kind: "component", "metadata.namespace": { $in: ["default"] } }, ["Billing", "vault"]],
    [{ $all: [{ kind: "component" }, { $not: { "metadata.namespace": "many" } }] }, ["Billing", "vault"]],
    [
      { $any: [{ kind: "user" }, { "metadata.name": { $hasPrefix: "BILL" } }] },
      ["Billing", "ada"].sort((a, b) => a.localeCompare(b)),
    ],
    [{ "metadata.tags": { $contains: "money" } }, ["Billing"]],
    [{ relations: { $contains: { type: "partOf", targetRef: "system:default/shop" } } }, ["Billing"]],
    [{ "metadata.title": { $exists: true } }, ["team-a"]],
    [{ $any: [] }, []],
  ])("the predicate %j finds %j", async (predicate, expected) => {
    expect(await query({ query: predicate as never })).toEqual(expected);
  });
});

describe("pages", () => {
  const filter = { "metadata.namespace": "many" };
  const orderFields = { field: "metadata.name", order: "desc" } as const;

  it("lead forwards and back, with one exact total", async () => {
    const first = await client.queryEntities({ filter, orderFields, limit: 3 });
    expect(names(first)).toEqual([2_499, 2_498, 2_497].map(numbered));
    expect([first.totalItems, first.pageInfo.prevCursor]).toEqual([MANY, undefined]);
    const second = await client.queryEntities({ cursor: first.pageInfo.nextCursor ?? "", limit: 2 });
    expect([names(second), second.totalItems]).toEqual([[2_496, 2_495].map(numbered), MANY]);
    const back = await client.queryEntities({ cursor: second.pageInfo.prevCursor ?? "", limit: 3 });
    expect(names(back)).toEqual(names(first));
    expect([back.pageInfo.prevCursor, typeof back.pageInfo.nextCursor]).toEqual([undefined, "string"]);
  });

  it("take a cursor on both verbs, whatever asked first", async () => {
    const ask = await machine.as(acme.ctx);
    const page = await client.queryEntities({ query: filter as never, orderFields, limit: 2 });
    const cursor = page.pageInfo.nextCursor ?? "";
    const [byGet, byPost] = await Promise.all([
      ask(`/catalog/entities/by-query?limit=2&cursor=${encodeURIComponent(cursor)}`),
      ask("/catalog/entities/by-query", { method: "POST", body: JSON.stringify({ cursor, limit: 2 }) }),
    ]);
    const expected = [2_497, 2_496].map(numbered);
    expect(names(await byGet.json())).toEqual(expected);
    expect(names(await byPost.json())).toEqual(expected);
  });

  it("count without items, give items without a count, and skip", async () => {
    expect(await client.queryEntities({ filter, limit: 0 })).toEqual({
      items: [],
      totalItems: MANY,
      pageInfo: {},
    });
    const uncounted = await client.queryEntities({ filter, limit: 1, totalItems: "exclude" });
    expect([uncounted.items.length, uncounted.totalItems]).toEqual([1, 0]);
    expect(names(await client.queryEntities({ filter, orderFields, limit: 1, offset: 4 }))).toEqual([
      numbered(2_495),
    ]);
    expect((await client.queryEntities({ filter })).items).toHaveLength(200);
  });

  it("leave out what lacks the order field, and do not count it", async () => {
    const page = await client.queryEntities({ orderFields: { field: "metadata.title", order: "asc" } });
    expect([names(page), page.totalItems]).toEqual([["team-a"], 1]);
  });

  it("search in any case within the fields named", async () => {
    const found = await client.queryEntities({
      fullTextFilter: { term: " ILLIN ", fields: ["metadata.name", "metadata.title"] },
    });
    expect(names(found)).toEqual(["Billing"]);
    const literal = await client.queryEntities({ fullTextFilter: { term: "%", fields: ["metadata.name"] } });
    expect(literal.totalItems).toBe(0);
  });
});

describe("everything", () => {
  it("streams page by page, each entity once", async () => {
    wire.length = 0;
    const seen = new Set<string>();
    let pages = 0;
    for await (const page of client.streamEntities({
      filter: { kind: "component" },
      fields: ["metadata.uid"],
    })) {
      pages += 1;
      for (const { metadata } of page) seen.add(metadata.uid ?? "");
    }
    expect([seen.size, pages]).toEqual([MANY + 2, 6]);
    expect(wire).toHaveLength(6);
  });

  it("streams what a predicate finds by the same pages, in bodies", async () => {
    wire.length = 0;
    let count = 0;
    for await (const page of client.streamEntities({
      query: { "metadata.labels.parity": "odd" } as never,
      pageSize: 500,
    }))
      count += page.length;
    expect([count, new Set(wire), wire.length]).toEqual([MANY / 2, new Set(["POST /entities/by-query"]), 3]);
  });

  it("comes as one array without a cap, in order of uid", async () => {
    const { items } = await client.getEntities();
    expect(items).toHaveLength(MANY + 6);
    const uids = items.map((item) => item.metadata.uid ?? "");
    expect(uids).toEqual([...uids].sort());
  });

  it("comes pruned, filtered, ordered and in pages with a Link", async () => {
    const { items } = await client.getEntities({
      filter: [{ kind: "component", "metadata.namespace": "default" }, { kind: "group" }],
      fields: ["kind", "metadata.name", "metadata.annotations.github.com/project-slug", "spec.nothing"],
      order: [
        { field: "kind", order: "desc" },
        { field: "metadata.name", order: "asc" },
      ],
      limit: 10,
    });
    expect(items).toEqual([
      { kind: "Group", metadata: { name: "team-a" } },
      { kind: "Group", metadata: { name: "team-b" } },
      {
        kind: "Component",
        metadata: { name: "Billing", annotations: { "github.com/project-slug": "acme/billing" } },
      },
      { kind: "Component", metadata: { name: "vault" } },
    ]);
    const ask = await machine.as(acme.ctx);
    let path: string | undefined = "/entities?limit=2&filter=kind%3Dgroup,kind%3Duser&fields=metadata.name";
    const found: string[] = [];
    for (let page = 0; path && page < 5; page++) {
      const answer: Response = await ask(`/catalog${path}`);
      found.push(...names({ items: await answer.json() }));
      path = /<([^>]+)>; rel="next"/.exec(answer.headers.get("link") ?? "")?.[1];
    }
    expect(found).toEqual(["team-a", "team-b", "ada"]);
  });
});

describe("facets", () => {
  it("count values in their own case, by filter and by predicate, every one asked for present", async () => {
    const { facets } = await client.getEntityFacets({
      facets: ["kind", "metadata.tags", "relations.ownedBy", "nothing"],
      filter: { "metadata.namespace": "default" },
    });
    expect(facets).toEqual({
      kind: [
        { value: "Component", count: 2 },
        { value: "Group", count: 2 },
        { value: "System", count: 1 },
        { value: "User", count: 1 },
      ],
      "metadata.tags": [
        { value: "go", count: 1 },
        { value: "java", count: 1 },
        { value: "money", count: 1 },
      ],
      "relations.ownedBy": [
        { value: "group:default/team-a", count: 2 },
        { value: "group:default/team-b", count: 1 },
      ],
      nothing: [],
    });
    const odd = await client.getEntityFacets({
      facets: ["metadata.labels.parity"],
      query: { "metadata.labels.parity": { $in: ["odd"] } },
    });
    expect(odd.facets["metadata.labels.parity"]).toEqual([{ value: "odd", count: MANY / 2 }]);
  });
});

describe("what is wrong is said in Backstage's words", () => {
  it.each([
    "/entities/by-query?limit=-1",
    "/entities/by-query?limit=1.5",
    "/entities/by-query?filter=",
    "/entities/by-query?filter=%3Dx",
    "/entities/by-query?orderField=metadata.name,sideways",
    "/entities/by-query?cursor=bm9uc2Vuc2U%3D",
    "/entities/by-query?totalItems=maybe",
    "/entities/by-query?fields=metadata.tags%5B0%5D",
    "/entities?limit=0",
    "/entities?order=metadata.name",
    "/entities?kind=component",
    "/entity-facets",
    "/entity-facets?facet=",
  ])("%s is an InputError", async (path) => {
    const ask = await machine.as(acme.ctx);
    const answer = await ask(`/catalog${path}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: { name: "InputError" },
      response: { statusCode: 400 },
    });
  });

  const long = "x".repeat(1_200);

  it.each([
    ["GET", `/entities/by-name/component/default/${long}`, undefined, 404],
    ["GET", `/entities/by-name/${long}/default/vault`, undefined, 404],
    ["GET", `/entities/by-name/component/default/${long}/ancestry`, undefined, 404],
    ["GET", `/entities/by-uid/${long}`, undefined, 404],
    ["DELETE", `/entities/by-uid/${long}`, undefined, 204],
    ["GET", `/locations/${long}`, undefined, 404],
    ["GET", `/locations/by-entity/component/default/${long}`, undefined, 404],
    ["POST", "/refresh", { entityRef: `component:default/${long}` }, 404],
  ])("%s %s is a name nobody has, not a mistake", async (method, path, body, status) => {
    const ask = await machine.as(acme.ctx, ["catalog.entity.read", "catalog.entity.write"]);
    const answer = await ask(`/catalog${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    expect(answer.status).toBe(status);
  });

  it("refs and facets longer than any there are find nothing", async () => {
    const refs = [`component:default/${long}`, ":", "", "component:default/vault"];
    const { items } = await client.getEntitiesByRefs({ entityRefs: refs, fields: ["kind"] });
    expect(items).toEqual([undefined, undefined, undefined, { kind: "Component" }]);
    expect((await client.getEntityFacets({ facets: [long] })).facets).toEqual({ [long]: [] });
  });

  it("an unknown operator is refused, and the client's error carries name and status", async () => {
    await expect(client.queryEntities({ query: { kind: { $like: "x" } } as never })).rejects.toMatchObject({
      name: "ResponseError",
      statusCode: 400,
      cause: { name: "InputError" },
    });
  });

  it("orderField without a direction leads to a second page too, which Backstage 4.0 refuses", async () => {
    const ask = await machine.as(acme.ctx);
    const first = await (await ask("/catalog/entities/by-query?orderField=metadata.name&limit=1")).json();
    const cursor = encodeURIComponent(first.pageInfo.nextCursor);
    expect((await ask(`/catalog/entities/by-query?cursor=${cursor}&limit=1`)).status).toBe(200);
  });

  it("an entity with several values of the order field appears once", async () => {
    const page = await client.queryEntities({ orderFields: { field: "metadata.tags", order: "asc" } });
    expect([names(page).sort(), page.totalItems]).toEqual([["Billing", "vault"], 2]);
  });
});

describe("a token without the scope", () => {
  it("reads nothing, and is told so only where Backstage tells", async () => {
    expect((await noScope.getEntities()).items).toEqual([]);
    expect(await noScope.queryEntities()).toEqual({ items: [], totalItems: 0, pageInfo: {} });
    expect(await noScope.getEntityByRef("component:billing")).toBeUndefined();
    expect((await noScope.getEntitiesByRefs({ entityRefs: ["component:default/billing"] })).items).toEqual([
      undefined,
    ]);
    expect((await noScope.getEntityFacets({ facets: ["kind"] })).facets).toEqual({ kind: [] });
    await expect(noScope.getEntityAncestors({ entityRef: "component:billing" })).rejects.toMatchObject({
      statusCode: 403,
      cause: { name: "NotAllowedError" },
    });
  });
});

// What a program holds may be called current only when it is, byte for byte, what its own token may read now.
describe("small answers carry a weak tag, and are not sent again while it is the same", () => {
  const tagged = [
    "/entity-facets?facet=kind&facet=metadata.tags",
    "/entities/by-query?fields=metadata.name&limit=20",
    "/entities?fields=metadata.name&limit=5",
    "/entities/by-name/component/default/vault/ancestry",
    "/locations",
  ];
  const known = (tag: string | null) => ({ headers: { "if-none-match": tag ?? "" } });

  it.each(tagged)("%s", async (path) => {
    const ask = await machine.as(acme.ctx);
    const first = await ask(`/catalog${path}`);
    const tag = first.headers.get("etag");
    expect([first.status, first.headers.get("cache-control")]).toEqual([200, "private, no-store"]);
    expect(tag).toMatch(/^W\/"[\w-]{27}"$/);
    for (const named of [tag, tag?.slice(2), `"other", ${tag}`, "*"]) {
      const again = await ask(`/catalog${path}`, known(named ?? ""));
      expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", tag]);
      expect(again.headers.get("cache-control")).toBe("private, no-store");
    }
    expect((await ask(`/catalog${path}`, known('W/"other"'))).status).toBe(200);
    const other = await makeTenant();
    const stranger = await machine.as(other.ctx);
    const url = `${machine.url}/api/${acme.ctx.slug}/catalog${path}`;
    expect((await fetch(url, known(tag))).status).toBe(401);
    const theirs = await stranger(`/catalog${path}`, known(tag));
    // Neither company has registered a location: both hold an empty list.
    expect(theirs.status === 304).toBe(path === "/locations");
    const denied = await (await machine.as(acme.ctx, ["plugin.read"]))(`/catalog${path}`, known(tag));
    expect(denied.status).not.toBe(304);
  });

  it("whole entities, errors and POST's questions are always answered", async () => {
    const ask = await machine.as(acme.ctx);
    for (const path of [
      "/entities/by-name/component/default/vault",
      "/entities/by-query?limit=2",
      "/entities?limit=2",
      "/entities/by-name/component/default/nobody",
      "/entities?limit=0&fields=kind",
    ]) {
      const answer = await ask(`/catalog${path}`, known("*"));
      expect([path, answer.headers.get("etag"), answer.status === 304]).toEqual([path, null, false]);
    }
    const question = { method: "POST", body: JSON.stringify({ facets: ["kind"] }) };
    const answer = await ask("/catalog/entity-facets", { ...question, ...known("*") });
    expect([answer.status, answer.headers.get("etag")]).toEqual([200, expect.stringMatching(/^W\//)]);
  });

  it("is another one after a change", async () => {
    const ask = await machine.as(acme.ctx);
    const path = "/catalog/entity-facets?facet=metadata.tags";
    const tag = (await ask(path)).headers.get("etag");
    await seedEntities(acme.ctx, [made("Component", "tagged", { metadata: { tags: ["new"] } })]);
    const answer = await ask(path, known(tag));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("etag")).not.toBe(tag);
  });
});

it("has another etag when its relations change, although nobody touched it", async () => {
  const etagOf = async () => (await client.getEntityByRef("group:team-b"))?.metadata.etag;
  const before = await etagOf();
  expect(await etagOf()).toBe(before);
  await seedEntities(acme.ctx, [made("Resource", "ledger", { spec: { type: "database", owner: "team-b" } })]);
  expect(await etagOf()).not.toBe(before);
  const [listed] = (await client.getEntities({ filter: { "metadata.name": "team-b" } })).items;
  expect(listed?.metadata.etag).toBe(await etagOf());
});
