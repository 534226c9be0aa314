import { beforeAll, describe, expect, test } from "vitest";
import type { TenantContext } from "@/lib/platform/context";
import { makeSnapshot, makeSource, makeTenant } from "@/lib/testing";
import { ingestOrganisation } from "../ingest/ingest-organisation";
import { ingestRepositories } from "../ingest/run";
import { type CatalogSearch, catalogSearchSchema, NONE } from "./catalog-search";
import { listEntities } from "./list-entities";
import { suggestName } from "./suggest-name";

const component = (name: string, spec: string, more = "") => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
${more}spec:
${spec}`;
const owned = "  type: service\n  lifecycle: production\n  owner: payments\n";

describe("the catalog list", () => {
  let ctx: TenantContext;
  beforeAll(async () => {
    const tenant = await makeTenant();
    ctx = tenant.ctx;
    const source = await makeSource(ctx, [
      makeSnapshot("zebra", {
        "catalog-info.yaml": component("zebra", owned, "  title: A zebra\n  tags: [java, web]\n"),
      }),
      makeSnapshot("api", {
        "catalog-info.yaml": component("api", owned, "  description: Takes payments.\n"),
      }),
      makeSnapshot("lost", {
        "catalog-info.yaml": component(
          "lost",
          "  type: Service\n  lifecycle: experimental\n  owner: nobody\n",
        ),
      }),
    ]);
    await ingestOrganisation(ctx, {
      sourceId: source.sourceId,
      org: {
        login: "acme",
        url: "https://github.com/acme",
        members: [{ login: "Ada", name: "Ada Lovelace", databaseId: "1", email: "ada@acme.example" }],
        teams: [{ databaseId: "10", slug: "payments", name: "Payment people", members: ["ada"] }],
      },
    });
    await ingestRepositories(ctx, { sourceId: source.sourceId, repositoryIds: source.ids });
  });

  const search = (more: Partial<CatalogSearch> = {}): CatalogSearch => ({
    ...catalogSearchSchema.parse({}),
    ...more,
  });
  const titles = async (more: Partial<CatalogSearch>) =>
    (await listEntities(ctx, search(more))).items.map((item) => item.title);

  test("shows titles, owners by title, descriptions, sorted as people read them", async () => {
    const page = await listEntities(ctx, search({ kind: ["component"] }));
    expect(page.total).toBe(3);
    expect(page.items.map(({ title, ownerTitle, description }) => [title, ownerTitle, description])).toEqual([
      ["A zebra", "Payment people", null],
      ["api", "Payment people", "Takes payments."],
      ["lost", null, null],
    ]);
    expect(await titles({ kind: ["component"], sort: "owner", order: "asc" })).toEqual([
      "lost",
      "A zebra",
      "api",
    ]);
    expect(await titles({ kind: ["component"], sort: "lifecycle", order: "desc" })).toEqual([
      "A zebra",
      "api",
      "lost",
    ]);
    expect((await titles({ sort: "owner" })).slice(3)).toEqual(["Ada Lovelace", "Payment people"]);
  });

  test("counts each facet under all other filters, values of either case as one", async () => {
    const { facets, total } = await listEntities(
      ctx,
      search({ type: ["service"], owner: ["group:default/payments"] }),
    );
    expect(total).toBe(2);
    expect(facets.kind).toEqual([{ facet: "kind", value: "component", label: null, count: 2 }]);
    expect(facets.type).toEqual([{ facet: "type", value: "service", label: null, count: 2 }]);
    expect(facets.owner).toEqual([
      { facet: "owner", value: "group:default/payments", label: "Payment people", count: 2 },
      { facet: "owner", value: "group:default/nobody", label: null, count: 1 },
    ]);
    expect(facets.tag.map(({ value, count }) => [value, count])).toEqual([
      ["java", 1],
      ["web", 1],
    ]);
    const all = await listEntities(ctx, search());
    expect(all.facets.type.find(({ value }) => value === "service")?.count).toBe(3);
    expect(all.facets.lifecycle.find(({ value }) => value === NONE)?.count).toBe(2);
    expect(await titles({ lifecycle: [NONE] })).toEqual(["Ada Lovelace", "Payment people"]);
  });

  test("says of nobody that they have no owner whose kind knows none", async () => {
    const { facets, items } = await listEntities(ctx, search());
    expect(facets.owner.find(({ value }) => value === NONE)).toBeUndefined();
    expect(items.filter(({ ownable }) => !ownable).map(({ kind }) => kind)).toEqual(["user", "group"]);
    expect(await titles({ owner: [NONE] })).toEqual([]);
  });

  test("finds by words of anything, and offers the nearest name when nothing has them", async () => {
    expect(await titles({ q: "payments takes" })).toEqual(["api"]);
    expect(await titles({ q: "100%" })).toEqual([]);
    expect(await titles({ q: "zebr", tag: ["java"] })).toEqual(["A zebra"]);
    expect(await suggestName(ctx, "zbera")).toBe("zebra");
    expect(await suggestName(ctx, "qqqqqqq")).toBeUndefined();
  });
});
