import { beforeAll, describe, expect, it } from "vitest";
import { queryEntities, readFacets } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { makeTenant, pushEntities } from "@/lib/testing";
import { type CatalogSearch, catalogQuery, catalogSearchSchema, NONE } from "../query/catalog-search";
import { listEntities } from "../query/list-entities";
import { kindDefinitionSchema } from "./definition";
import { putKind, switchKind } from "./put-kind";

const vault = kindDefinitionSchema.parse({
  kind: "Vault",
  apiVersions: ["acme.example/v1"],
  relations: [
    { field: "owner", type: "ownedBy", inverse: "ownerOf", defaultKind: "Group" },
    { field: "storedIn", type: "storedIn", inverse: "stores", defaultKind: "Resource" },
  ],
  filters: [
    { path: "spec.region", title: "Region" },
    { path: "spec.storedIn", title: "Stored in" },
    { path: "metadata.labels.acme.example/tier", title: "Tier" },
    { path: "spec.owner", title: "Who" },
    { path: "spec.Region", title: "Region once more" },
  ],
});

const entity = (kind: string, name: string, spec: object, metadata: object = {}) => ({
  apiVersion: kind === "Vault" ? "acme.example/v1" : "backstage.io/v1alpha1",
  kind,
  metadata: { name, ...metadata },
  spec,
});
const tier = (value: string) => ({ labels: { "acme.example/tier": value } });
const component = (name: string, spec: object) =>
  entity("Component", name, { type: "service", lifecycle: "production", owner: "payments", ...spec });

describe("fields that a kind declares as filters", () => {
  let ctx: TenantContext;
  beforeAll(async () => {
    ({ ctx } = await makeTenant());
    await putKind(ctx, { definition: vault });
    await putKind(ctx, {
      definition: kindDefinitionSchema.parse({
        kind: "Component",
        filters: [
          { path: "spec.costCentre", title: "Cost centre" },
          { path: "spec.lifecycle", title: "Stage" },
        ],
      }),
    });
    await pushEntities(ctx, [
      entity("Resource", "disk", { type: "disk", owner: "payments" }, { title: "The disk" }),
      entity("Vault", "a", { region: "eu-west-1", storedIn: "disk", owner: "payments" }, tier("gold")),
      entity("Vault", "b", { region: "EU-WEST-1", storedIn: ["resource:default/disk"] }, tier("gold")),
      entity("Vault", "c", { region: "us-east-1", storedIn: "resource:tape" }, tier("tin")),
      entity("Vault", "d", {}),
      entity("Vault", "e", { region: "eu-west-1" }),
      component("one", { costCentre: "CC-1" }),
      component("two", { costCentre: "CC-2" }),
      component("three", {}),
    ]);
  });

  const list = (address: string) => {
    const given: Record<string, string[]> = {};
    for (const [key, value] of new URLSearchParams(address))
      given[key] = [...(Object.hasOwn(given, key) ? (given[key] ?? []) : []), value];
    return listEntities(ctx, catalogSearchSchema.parse(given));
  };
  const countsOf = async (address: string) =>
    Object.fromEntries(
      (await list(address)).fields.map(({ title, values }) => [
        title,
        Object.fromEntries(values.map(({ label, value, count }) => [(label ?? value).toLowerCase(), count])),
      ]),
    );
  const namesOf = async (address: string) => (await list(address)).items.map(({ name }) => name);

  it("are facets of a list of that kind, each counted under all others, references by what they lead to", async () => {
    expect(await countsOf("kind=vault")).toEqual({
      Region: { "eu-west-1": 3, [NONE]: 1, "us-east-1": 1 },
      "Stored in": { "the disk": 2, [NONE]: 2, "resource:default/tape": 1 },
      Tier: { gold: 2, [NONE]: 2, tin: 1 },
    });
    const chosen = "kind=vault&metadata.labels.acme.example/tier=gold&spec.region=us-east-1";
    expect(await countsOf(chosen)).toEqual({ Region: { "eu-west-1": 2 }, "Stored in": {}, Tier: { tin: 1 } });
    expect(await namesOf(chosen)).toEqual([]);
    expect(await namesOf("kind=vault&spec.region=EU-west-1&owner=(none)")).toEqual(["b", "e"]);
    expect(await namesOf(`kind=vault&spec.region=${NONE}&spec.region=us-east-1`)).toEqual(["c", "d"]);
    expect(await namesOf("kind=vault&relations.storedIn=resource:default/disk&q=a")).toEqual(["a"]);
  });

  it("come to a built-in kind too, beside the facets it has", async () => {
    expect(await countsOf("kind=component&spec.costCentre=CC-1")).toEqual({
      "Cost centre": { "cc-1": 1, "cc-2": 1, [NONE]: 1 },
    });
    expect(await namesOf("kind=component&spec.costCentre=CC-1")).toEqual(["one"]);
  });

  it("are those of the one kind that is listed; what an address asks besides still counts, and shows", async () => {
    expect(await countsOf("")).toEqual({});
    expect(await countsOf("kind=vault&kind=component")).toEqual({});
    expect(await namesOf("spec.region=us-east-1")).toEqual(["c"]);
    expect((await list("spec.region=us-east-1")).fields).toMatchObject([
      { key: "spec.region", title: "region" },
    ]);
    await switchKind(ctx, { kind: "Vault", enabled: false });
    expect(await countsOf("kind=vault")).toEqual({});
    await switchKind(ctx, { kind: "Vault", enabled: true });
  });

  it("are kept in the address, which is bounded and takes no other parameter for a field", () => {
    const state = (given: object): CatalogSearch => catalogSearchSchema.parse(given);
    const { fields, ...rest } = state({
      kind: "vault",
      "spec.region": ["eu", "eu", ""],
      utm: "x",
      "spec.": "x",
    });
    expect(fields).toEqual({ "spec.region": ["eu"] });
    expect(catalogQuery({ ...rest, fields })).toBe("?kind=vault&spec.region=eu");
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`spec.f${at}`, "x"]));
    expect(Object.keys(state({ ...many, [`spec.${"x".repeat(300)}`]: "x" }).fields)).toHaveLength(10);
  });

  it("are filters and facets of the API by their paths, with the same counts", async () => {
    expect(
      await readFacets(ctx, { facets: ["spec.region", "relations.storedIn"], filter: ["kind=vault"] }),
    ).toEqual({
      "spec.region": [
        { value: "EU-WEST-1", count: 1 },
        { value: "eu-west-1", count: 2 },
        { value: "us-east-1", count: 1 },
      ],
      "relations.storedIn": [
        { value: "resource:default/disk", count: 2 },
        { value: "resource:default/tape", count: 1 },
      ],
    });
    const page = await queryEntities(ctx, {
      question: { filter: ["kind=vault,spec.region=eu-west-1"] },
      countTotal: true,
    });
    let text = "";
    for await (const chunk of page) text += chunk.toString();
    expect(JSON.parse(text)).toMatchObject({ totalItems: 3 });
  });
});

// A price list in the order 1,200 - 15 - 9 is a list nobody trusts.
describe("columns that a kind declares", () => {
  it("sort its list, numbers as numbers, and no other list", async () => {
    const { ctx } = await makeTenant();
    const contract = { kind: "Contract", apiVersions: ["acme.example/v1"] };
    const columns = ["spec.price", "spec.seller"].map((path) => ({ path, title: path }));
    await putKind(ctx, { definition: kindDefinitionSchema.parse({ ...contract, columns }) });
    const prices = { a: 15, b: 1200, c: 9, d: -3, e: "on request", f: -20.5, g: undefined, h: "0" };
    await pushEntities(
      ctx,
      Object.entries(prices).map(([name, price]) => ({
        apiVersion: "acme.example/v1",
        kind: "Contract",
        metadata: { name },
        spec: { price, seller: name < "d" ? "zeta" : "Alpha" },
      })),
    );
    const names = async (address: Record<string, string>) =>
      (await listEntities(ctx, catalogSearchSchema.parse(address))).items.map(({ name }) => name).join("");
    expect(await names({ kind: "contract", sort: "spec.price" })).toBe("fdhcabeg");
    expect(await names({ kind: "contract", sort: "spec.price", order: "desc" })).toBe("ebachdfg");
    expect(await names({ kind: "contract", sort: "spec.seller" })).toBe("defghabc");
    // Not a column of this list, or of any: by name, as without.
    expect(await names({ sort: "spec.price", order: "desc" })).toBe(await names({}));
    expect(await names({ kind: "contract", sort: "spec.secret" })).toBe("abcdefgh");
    expect(await names({ kind: "contract", sort: "portico:changed" })).toBe("abcdefgh");
  });
});
