import { beforeAll, expect, it } from "vitest";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { makeSnapshot, makeSource, makeTenant, type TestTenant } from "@/lib/testing";
import { retireRepositories } from "../ingest/retire-repositories";
import { ingestRepositories } from "../ingest/run";
import { applySourceEntities } from "../ingest/sources/apply-source-entities";
import { explainAbsence, rereadRepository } from "./read-facts";

const component = (name: string) => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
spec:
  type: service
  lifecycle: production
  owner: team-a
`;
const at = (path: string, branch = "main") =>
  `https://github.com/acme/${path.replace(" ", `/blob/${branch}/`)}`;

let tenant: TestTenant;
let ctx: TenantContext;
const states = async (text: string, as = ctx) => {
  const { state, steps } = await explainAbsence(as, text);
  return [state, steps.map((step) => `${step.stage} ${step.state}`)];
};
/** The step that says why. */
const cause = async (text: string) => {
  const { state, steps, headline } = await explainAbsence(ctx, text);
  const step = steps.find((one) => one.state === state);
  return { stage: step?.stage, headline, fix: step?.fix, place: step?.place, link: step?.link };
};

beforeAll(async () => {
  tenant = await makeTenant();
  ctx = tenant.ctx;
  const source = await makeSource(ctx, [
    makeSnapshot("good", { "catalog-info.yaml": component("good"), "README.md": "# Good" }),
    makeSnapshot("broken", { "catalog-info.yaml": component("broken").replace("  owner", "\towner") }),
    makeSnapshot("plain", { "go.mod": "module x", "docs/other.yaml": "a: 1" }),
    makeSnapshot(
      "platform",
      { "kinds/vault.yaml": "kind: Vault\napiVersions: [a.b/v1]\n" },
      { kindFiles: { folder: "kinds", paths: ["kinds/vault.yaml"], complete: true } },
    ),
    makeSnapshot("thief", { "catalog-info.yaml": component("good") }),
    makeSnapshot("empty", {}, { empty: true, headSha: undefined }),
    makeSnapshot(
      "refused",
      {},
      { unreadable: { code: "unreadable", message: "GitHub answered 451", fix: "Ask GitHub." } },
    ),
    makeSnapshot("gone", { "catalog-info.yaml": component("gone") }),
  ]);
  const installationId = Math.floor(Math.random() * 1e9);
  await withTenantSql(ctx, async (db) => {
    await db.sql(
      `INSERT INTO installation (tenant_id, installation_id, account_login, account_id, account_type, repository_selection)
       VALUES ($1::uuid, $2::bigint, 'acme', 1, 'Organization', 'selected')`,
      [db.tenantId, installationId],
    );
    await db.sql("UPDATE source SET installation_id = $2::bigint WHERE tenant_id = $1::uuid", [
      db.tenantId,
      installationId,
    ]);
  });
  for (const id of source.ids)
    await ingestRepositories(ctx, { sourceId: source.sourceId, repositoryIds: [id] });
  await retireRepositories(ctx, { sourceId: source.sourceId, repositoryIds: [source.idOf("gone")] });
});

it("walks every stage of what is well, for a viewer too", async () => {
  const viewer = await tenant.as("viewer");
  const [state, steps] = await states(at("plain"), viewer);
  expect([state, steps]).toEqual([
    "ok",
    ["connected ok", "visible ok", "read ok", "files ok", "valid ok", "merged ok", "served ok"],
  ]);
});

it("takes a file that defines kinds for what it is, and asks for no entity in it", async () => {
  expect(await states(at("platform kinds/vault.yaml"))).toEqual([
    "ok",
    ["connected ok", "visible ok", "read ok", "files ok"],
  ]);
});

it("names the line and the fix of a broken file, by its repository, its address and its entity", async () => {
  const expected = {
    stage: "valid",
    place: { file: "catalog-info.yaml", line: 8 },
    fix: expect.stringMatching(/tab|space/i),
  };
  expect(await cause("acme/broken")).toMatchObject(expected);
  expect(await cause(at("broken catalog-info.yaml"))).toMatchObject(expected);
});

it("says that a name is taken, and leads to the conflict", async () => {
  expect(await cause("acme/thief")).toMatchObject({ stage: "merged", link: { to: "conflicts" } });
  expect((await cause("component:default/good")).headline).toContain("declared already");
});

it.each([
  ["the wrong branch", at("good catalog-info.yaml", "topic"), "files", "branch topic"],
  ["a file that is not there", at("good more/catalog-info.yaml"), "files", "was not found"],
  // Nobody has looked whether it is there: "not found" would be a lie.
  ["a file whose name is not read", at("good backstage.yaml"), "files", "is not a file that is read"],
  ["a file in a folder not read", at("good dist/catalog-info.yaml"), "files", "is not a file that is read"],
  ["wrong capitals", at("good Catalog-Info.yaml"), "files", "was not found"],
  ["a file nobody takes for a catalog file", at("good README.md"), "files", "not as a catalog file"],
  ["an empty repository", "acme/empty", "read", "no commits"],
  ["a repository GitHub refuses", "acme/refused", "read", "451"],
  ["a repository that is gone", "acme/gone", "visible", "does not list"],
  ["an orphan", "component:default/gone", "served", "orphan"],
  ["a foreign organisation", "elsewhere/thing", "connected", "not connected"],
  ["a repository nobody has seen", "acme/goood", "visible", "never seen"],
  ["an entity nobody names", "component:default/goood", "served", "Nothing we have read names"],
])("gives %s its own cause and fix", async (_, text, stage, words) => {
  const found = await cause(text);
  expect(found).toMatchObject({
    stage,
    headline: expect.stringContaining(words),
    fix: expect.stringMatching(/\w{3}/),
  });
});

it("offers the nearest names for what it has never seen, and says what the installation covers", async () => {
  const { steps } = await explainAbsence(ctx, "acme/goood");
  expect(steps.at(-1)).toMatchObject({ state: "unknown", detail: expect.stringContaining("acme/good") });
  expect(steps.at(-1)?.detail).toContain("repositories chosen on GitHub");
  expect(await states("not a thing at all")).toMatchObject(["unknown", ["served unknown"]]);
});

it("reads a repository again for anybody of the tenant, and knows nothing of another tenant's", async () => {
  const { repository } = await explainAbsence(ctx, "acme/good");
  const viewer = await tenant.as("viewer");
  expect(await rereadRepository(viewer, { repositoryId: repository?.id ?? "" })).toEqual({
    name: "acme/good",
  });
  const other = await makeTenant();
  await expect(rereadRepository(other.ctx, { repositoryId: repository?.id ?? "" })).rejects.toMatchObject({
    code: "not_found",
  });
  expect(await states("acme/good", other.ctx)).toEqual(["bad", ["connected bad"]]);
});

const pushed = (name: string, annotations: Record<string, string>) => ({
  apiVersion: "backstage.io/v1alpha1",
  kind: "Component",
  metadata: { name, annotations },
  spec: { type: "service", lifecycle: "production", owner: "team-a" },
});

it.each([
  "https://gitlab.com/foo/bar",
  "gitlab.com/acme/good",
  "git@gitlab.com:foo/bar.git",
  "https://gitlab.com/acme/good/blob/main/catalog-info.yaml",
])("says of %s that its host is not read, and how its entities come in", async (text) => {
  const { steps, repository, headline } = await explainAbsence(ctx, text);
  expect([headline, repository]).toEqual(["gitlab.com is not a host Portico reads", undefined]);
  expect(steps).toMatchObject([
    { detail: expect.stringContaining("github.com"), fix: expect.stringMatching(/Push.*import/) },
  ]);
});

it.each(["https://raw.githubusercontent.com/acme/good/main/catalog-info.yaml", "www.github.com/acme/good"])(
  "takes %s for GitHub",
  async (text) => {
    expect((await explainAbsence(ctx, text)).repository?.name).toBe("good");
  },
);

it("names the entities that say they come from a place no connected repository has, by file and by repository", async () => {
  const { ctx: own } = await makeTenant();
  const place = "https://github.com/acme/cart/blob/main/catalog-info.yaml";
  const entities = [
    pushed("cart", { "backstage.io/managed-by-location": `url:${place}` }),
    pushed("cart-ui", { "backstage.io/source-location": "url:https://github.com/acme/cart/tree/main/ui/" }),
    pushed("cart-two", { "backstage.io/managed-by-location": `url:${place.replace("cart", "cart-two")}` }),
    pushed("lab", { "backstage.io/source-location": "url:https://gitlab.com/foo/bar" }),
  ];
  const sourceId = await withTenantSql(own, async (db) => {
    const [row] = await db.sql<{ id: string }>(
      "INSERT INTO source (tenant_id, kind, name) VALUES ($1::uuid, 'push', 'default') RETURNING id::text",
      [db.tenantId],
    );
    return row?.id ?? "";
  });
  await applySourceEntities(own, {
    source: {
      sourceId,
      name: "default",
      rule: "pushed to default",
      location: "push:default",
      cause: { kind: "set", name: "default" },
    },
    entities: entities.map((entity, index) => ({ entity, row: index + 1 })),
    mode: "replace",
  });
  const refs = async (text: string) => {
    const { steps, headline, state } = await explainAbsence(own, text);
    return [state, steps.flatMap((step) => step.entities ?? []).sort(), headline];
  };
  expect(await refs(place)).toEqual([
    "ok",
    ["component:default/cart"],
    "The repository is not read; component:default/cart says it comes from there, pushed in set default.",
  ]);
  const both = ["component:default/cart", "component:default/cart-ui"];
  expect(await refs("acme/cart")).toMatchObject(["ok", both, expect.stringContaining("say they come")]);
  expect((await refs("https://gitlab.com/foo/bar")).slice(0, 2)).toEqual(["ok", ["component:default/lab"]]);
  expect((await explainAbsence(own, place)).entityRef).toBe("component:default/cart");
  expect((await explainAbsence(own, "acme/car")).state).toBe("bad");
});
