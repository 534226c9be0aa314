import { CatalogClient } from "@backstage/catalog-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiToken } from "@/lib/identity";
import { closeDatabase } from "@/lib/platform/db";
import { makeTenant, type TestTenant } from "@/lib/testing";
import { made, seedEntities } from "./seed-entities";
import { type Machine, startMachine } from "./testing";

// What requests Backstage 4.0 takes and refuses, beyond those its client sends.

let machine: Machine;
let acme: TestTenant;
let ask: Awaited<ReturnType<Machine["as"]>>;

beforeAll(async () => {
  machine = await startMachine();
  acme = await makeTenant();
  await seedEntities(acme.ctx, [
    made("Component", "billing", { metadata: { tags: ["java", "money"] } }),
    made("Component", "vault", { metadata: { tags: ["go", "zoo"] } }),
    made("Group", "team-a"),
  ]);
  ask = await machine.as(acme.ctx, ["catalog.entity.read", "catalog.entity.write", "catalog.source.manage"]);
});
afterAll(async () => {
  await machine.close();
  await closeDatabase();
});

const sent = (method: string, body: unknown): RequestInit => ({
  method,
  body: typeof body === "string" ? body : JSON.stringify(body),
});
const post = (path: string, body: unknown) => ask(`/catalog${path}`, sent("POST", body));
const names = async (answer: Response) => {
  const { items } = await answer.json();
  return items.map((item: { metadata: { name: string } } | null) => item?.metadata.name);
};

describe("NUL and half a surrogate pair", () => {
  const target = (end: string) => `https://github.com/acme/pay/blob/main/a${end}`;

  it.each([
    ["GET", "/entities/by-name/component/default/c%00"],
    ["GET", "/entities/by-name/a/b/c%00/ancestry"],
    ["GET", "/entities/by-name/a/b/c%00/history"],
    ["GET", "/entities/by-uid/a%00"],
    ["GET", "/locations/a%00"],
    ["GET", "/locations/by-entity/a/b/c%00"],
    ["DELETE", "/locations/a%00"],
  ])("%s %s finds nothing", async (method, path) => {
    const answer = await ask(`/catalog${path}`, { method });
    expect([answer.status, (await answer.json()).error.name]).toEqual([404, "NotFoundError"]);
  });

  it.each([
    ["POST", "/locations", { type: "url", target: target("\u0000") }, "target"],
    ["POST", "/locations", { type: "url", target: target("\ud800") }, "target"],
    ["POST", "/locations?dryRun=true", { type: "url", target: target("\udfff") }, "target"],
    [
      "PUT",
      "/locations/4f9b7c2e-5d0a-4f5e-8b1c-0c6f8d1e2a3b",
      { type: "url", target: target("\u0000") },
      "target",
    ],
    ["POST", "/analyze-location", { location: { type: "url", target: target("\u0000") } }, "location.target"],
    ["POST", "/locations", { type: "url", target: target(""), "\u0000": 1 }, "body"],
  ])("%s %s %j is told where", async (method, path, body, place) => {
    const answer = await ask(`/catalog${path}`, sent(method, body));
    const { error } = await answer.json();
    expect([answer.status, error.name]).toEqual([400, "InputError"]);
    expect(error.message).toMatch(new RegExp(`${place}.* holds NUL or half a surrogate pair`));
  });

  it.each(["history?field=%00", "history?actor=%00", "history/diff?from=2026-01-01&to=2026-01-02&after=%00"])(
    "GET %s is told which parameter",
    async (path) => {
      const answer = await ask(`/catalog/${path}`);
      expect([answer.status, (await answer.json()).error.message]).toEqual([
        400,
        expect.stringContaining("holds NUL"),
      ]);
    },
  );

  it("names no entity, which is not wrong where many are asked for", async () => {
    const refs = await post("/entities/by-refs", { entityRefs: ["component:a/\u0000", "component:billing"] });
    expect(refs.status).toBe(200);
    const refreshed = await post("/refresh", { entityRef: "component:a/\u0000" });
    expect(refreshed.status).toBe(404);
    expect((await ask("/catalog/entities?filter=kind%3D%00")).status).toBe(200);
    expect((await ask("/catalog/entities/by-uid/%00", { method: "DELETE" })).status).toBe(204);
    expect((await post("/refresh", { entityRef: "component:a/\ud83d\ude00" })).status).toBe(404);
  });
});

describe("an entity to be validated", () => {
  const location = "url:https://github.com/acme/pay/blob/main/api/catalog-info.yaml";
  const nested = (levels: number, inner = "1") => `${'{"a":'.repeat(levels)}${inner}${"}".repeat(levels)}`;
  const api = (definition: unknown) => made("API", "pay", { spec: { definition } as never });
  const full = (definition: unknown) => ({
    location,
    entity: { ...api(definition), spec: { type: "openapi", lifecycle: "beta", owner: "team-a", definition } },
  });
  const errorsOf = async (body: unknown) => {
    const answer = await post("/validate-entity", body);
    if (answer.status === 200) return [];
    expect(answer.status).toBe(400);
    const { errors, error } = await answer.json();
    expect(error).toBeUndefined();
    return errors.map(({ name, message }: { name: string; message: string }) => `${name}: ${message}`);
  };

  it.each([150, 1_500, 3_000, 200_000])("nested %i levels deep is told so", async (levels) => {
    const body = `{"location":${JSON.stringify(location)},"entity":${JSON.stringify({ ...made("Component", "deep"), spec: { type: "service", lifecycle: "beta", owner: "a", x: "DEEP" } }).replace('"DEEP"', nested(levels))}}`;
    const [error] = await errorsOf(body);
    expect(error).toMatch(/^InputError: .*nests deeper than \d+ levels/);
  });

  it.each([
    [{ entity: made("Component", "a") }, /location: .*expected string/],
    [{ entity: made("Component", "a"), location: "" }, /Invalid location ref ""/],
    [{ entity: 5, location }, /the document is a number/],
    [{ entity: null, location }, /the document is empty/],
    [{ entity: [], location }, /the document is a list/],
    [{ location }, /entity: is missing/],
    [{}, /location: .*expected string/],
    ["{", /is not JSON/],
    ["", /has no body/],
    [full("\u0000"), /spec\.definition holds NUL/],
  ])("%j is answered with `errors`, which the client shows", async (body, message) => {
    const errors = await errorsOf(body);
    expect(errors).toEqual([expect.stringMatching(message)]);
  });

  it("comes with its reason through Backstage's client", async () => {
    const { token } = await createApiToken(acme.ctx, { name: "b", scopes: ["catalog.entity.read"] });
    const client = new CatalogClient({
      discoveryApi: { getBaseUrl: async () => `${machine.url}/api/${acme.ctx.slug}/catalog` },
    });
    expect(await client.validateEntity(made("Component", "a") as never, "", { token })).toMatchObject({
      valid: false,
      errors: [{ message: expect.stringContaining("Invalid location ref") }],
    });
  });

  it.each([
    [{ $text: "./openapi.json" }],
    [{ $text: "https://github.com/acme/pay/blob/main/openapi.json" }],
    [{ $yaml: "./openapi.yaml" }],
    [{ $json: "/openapi.json" }],
  ])("may have a placeholder: %j", async (definition) => {
    expect(await errorsOf(full(definition))).toEqual([]);
  });

  it.each([
    [
      { $text: "./a.json", more: 1 },
      "spec.definition is no placeholder: $text does not stand alone in its object",
    ],
    [{ $json: 5 }, "spec.definition is no placeholder: the value of $json is not a text"],
    [
      { $text: "https://github.com/acme/other/blob/main/a.json" },
      /spec\.definition\.\$text names .* lies outside this repository, in acme\/other/,
    ],
    [{ $text: "../../../a.json" }, /spec\.definition\.\$text names .* leads out of this repository/],
    [{ $text: "https://example.org/a.json" }, /spec\.definition\.\$text names .* lies outside/],
  ])("is told what is wrong with %j", async (definition, message) => {
    const [error, ...more] = await errorsOf(full(definition));
    if (typeof message === "string") expect(error).toContain(message);
    else expect(error).toMatch(message);
    expect(more).toEqual([]);
  });
});

describe("bodies", () => {
  const more = { unknown: 1 };

  it.each([
    ["/entities/by-refs", { entityRefs: ["component:billing"], ...more }],
    ["/entities/by-query", { ...more }],
    ["/entities/by-query", { orderBy: [{ field: "kind", order: "asc", ...more }] }],
    ["/entities/by-query", { fullTextFilter: { term: "a", ...more } }],
    ["/entity-facets", { facets: ["kind"], ...more }],
    ["/locations/by-query", { ...more }],
    ["/validate-entity", { entity: made("Component", "a"), location: "url:https://x.org/a/b", ...more }],
  ])("%s takes members it does not know: %j", async (path, body) => {
    expect((await post(path, body)).status).toBe(200);
  });

  it("of a location and of a refresh have none but their own", async () => {
    const location = { type: "url", target: "https://github.com/acme/pay/blob/main/a.yaml" };
    for (const [path, body] of [
      ["/refresh", { entityRef: "component:billing", ...more }],
      ["/locations", { ...location, ...more }],
      ["/analyze-location", { location: { ...location, ...more } }],
    ] as const) {
      const answer = await post(path, body);
      expect([answer.status, (await answer.json()).error.message]).toEqual([
        400,
        expect.stringContaining('Unrecognized key: "unknown"'),
      ]);
    }
  });

  it.each(["catalogFilename", "catalogFileName"])("name the file to look for as %s", async (member) => {
    const location = { type: "url", target: "https://github.com/acme/pay" };
    const answer = await post("/analyze-location", { location, [member]: "x.yaml", ...more });
    // The repository is not connected, which is found out after the body was taken.
    expect((await answer.json()).error.message).toContain("acme/pay is not among the repositories");
    expect((await post("/analyze-location", { location, [member]: 5 })).status).toBe(400);
  });

  it("may be missing where all of them is optional", async () => {
    const all = await post("/entities/by-query", "");
    expect([all.status, (await all.json()).totalItems]).toEqual([200, 3]);
    const locations = await post("/locations/by-query", "");
    expect([locations.status, (await locations.json()).totalItems]).toEqual([200, 0]);
    expect((await post("/entities/by-refs", "")).status).toBe(400);
  });

  it("ask for facets with a name, and for a page of at least one location", async () => {
    const answer = await post("/entity-facets", { facets: ["", "kind"] });
    expect(await answer.json()).toEqual({
      facets: {
        kind: [
          { value: "Component", count: 2 },
          { value: "Group", count: 1 },
        ],
      },
    });
    expect((await post("/entity-facets", { facets: [""] })).status).toBe(400);
    expect((await post("/entity-facets", { facets: [] })).status).toBe(400);
    expect((await post("/locations/by-query", { limit: 0 })).status).toBe(400);
  });

  it("hold a predicate whose faults are told, however deep they lie", async () => {
    const deep = `${"[".repeat(400)}${"]".repeat(400)}`;
    for (const query of [
      { relations: { $contains: { type: "" } } },
      { relations: { $contains: { type: "ownedBy", targetRef: { $in: [] } } } },
    ])
      expect((await post("/entities/by-query", { query })).status).toBe(400);
    expect((await post("/entities/by-query", `{"query":{"kind":${deep}}}`)).status).toBe(400);
    const owned = { relations: { $contains: { Type: "ownedBy", TARGETREF: "group:default/team-a" } } };
    const found = await post("/entities/by-query", { query: owned, orderBy: [{ field: "metadata.name" }] });
    expect(await names(found)).toEqual(["billing", "vault"]);
  });
});

describe("lists", () => {
  it("go on after a cursor that only says how many", async () => {
    const after = (cursor: object) => Buffer.from(JSON.stringify(cursor)).toString("base64");
    const first = await ask(`/catalog/entities?after=${after({ limit: 2 })}`);
    expect([first.status, (await first.json()).length]).toEqual([200, 2]);
    expect(first.headers.get("link")).toContain('rel="next"');
    const second = await ask(`/catalog/entities?offset=2&after=${after({ limit: 2 })}`);
    expect(await second.json()).toHaveLength(1);
  });

  it("sort by a tag, and by the largest of several values when descending", async () => {
    const by = async (field: string) => names(await ask(`/catalog/entities/by-query?orderField=${field}`));
    expect(await by("metadata.tags.java,asc")).toEqual(["billing"]);
    expect(await by("metadata.tags,desc")).toEqual(["vault", "billing"]);
    expect(await by("metadata.tags,asc")).toEqual(["vault", "billing"]);
  });
});

it("a uid is one in any case", async () => {
  const entity = await (await ask("/catalog/entities/by-name/component/default/vault")).json();
  const path = `/catalog/entities/by-uid/${entity.metadata.uid.toUpperCase()}`;
  expect((await (await ask(path)).json()).metadata.name).toBe("vault");
  expect((await ask(path, { method: "DELETE" })).status).toBe(204);
  expect((await ask("/catalog/entities/by-name/component/default/vault")).status).toBe(404);
});
