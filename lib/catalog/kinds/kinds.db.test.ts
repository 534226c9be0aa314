import { beforeAll, describe, expect, it } from "vitest";
import { getEntity } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { makeSnapshot, makeSource, makeTenant, pushEntities } from "@/lib/testing";
import { ingestRepositories } from "../ingest/run";
import { applyKindChange } from "./apply-kind";
import { type KindDefinition, kindDefinitionSchema } from "./definition";
import { kindFile, kindFromFile } from "./kind-file";
import { getKind, listKinds } from "./list-kinds";
import { previewKind } from "./preview-kind";
import { deleteKind, putKind, switchKind } from "./put-kind";

const vault = kindDefinitionSchema.parse({
  kind: "Vault",
  plural: "Vaults",
  apiVersions: ["acme.example/v1"],
  icon: "vault",
  schema: {
    type: "object",
    required: ["region"],
    properties: {
      region: { type: "string", title: "Region", pattern: "^[a-z]{2}-[a-z]+-\\d$" },
      sizeGb: { type: "integer", minimum: 1 },
      owner: { type: "string" },
    },
  },
  relations: [
    { field: "owner", type: "ownedBy", inverse: "ownerOf", defaultKind: "Group" },
    { field: "storedIn", type: "storedIn", inverse: "stores" },
  ],
  columns: [{ path: "spec.region", title: "Region" }],
  filters: [{ path: "spec.region", title: "Region" }],
});

const entity = (name: string, spec: object, kind = "Vault", apiVersion = "acme.example/v1") => ({
  apiVersion,
  kind,
  metadata: { name },
  spec,
});

describe("a kind of the tenant's own", () => {
  let ctx: TenantContext;
  let viewer: TenantContext;
  beforeAll(async () => {
    const tenant = await makeTenant();
    ctx = tenant.ctx;
    viewer = await tenant.as("viewer");
  });

  it("is refused before it is declared and taken at once after, by its schema", async () => {
    const before = await pushEntities(ctx, [entity("a", { region: "eu-west-1" })]);
    expect(before.rejected[0]?.reason).toContain('kind "Vault" is not known here');
    expect(await putKind(ctx, { definition: vault })).toEqual({ kind: "Vault", version: 1, created: true });
    const after = await pushEntities(ctx, [
      entity("a", { region: "eu-west-1", owner: "payments", storedIn: ["resource:disk"] }),
      entity("b", { region: "Europe" }),
      entity("c", { sizeGb: 0 }),
      entity("d", { region: "eu-west-1", owner: ":" }),
      entity("e", { region: "eu-west-1" }, "Vault", "acme.example/v2"),
    ]);
    expect(after.created).toBe(1);
    expect(after.rejected.map((one) => one.reason)).toEqual([
      'spec.region "Europe" does not match "^[a-z]{2}-[a-z]+-\\d$"',
      expect.stringContaining("spec.region is missing"),
      expect.stringContaining('spec.owner ":" is not a reference'),
      expect.stringContaining("acme.example/v2"),
    ]);
    const view = await getEntity(ctx, "vault:default/a");
    expect(view.relations.map((one) => `${one.type} ${one.targetRef}`)).toEqual([
      "ownedBy group:default/payments",
      "storedIn resource:default/disk",
    ]);
    expect(view.entity.ownerRef).toBe("group:default/payments");
  });

  it("relates its entities anew when its relations change, and history stays as it is", async () => {
    const [, kept] = vault.relations;
    await putKind(ctx, {
      definition: { ...vault, relations: kept ? [{ ...kept, type: "keptIn", inverse: "keeps" }] : [] },
    });
    await applyKindChange(ctx, { kind: "Vault" });
    const view = await getEntity(ctx, "vault:default/a");
    expect(view.relations.map((one) => one.type)).toEqual(["keptIn"]);
    expect(view.entity.version).toBe(1);
  });

  it("says before a change how many entities it would make invalid, and which", async () => {
    const stricter: KindDefinition = {
      ...vault,
      schema: { type: "object", required: ["region", "sizeGb"], properties: {} },
    };
    expect(await previewKind(ctx, stricter)).toEqual({
      entities: 1,
      invalid: 1,
      partial: false,
      examples: [{ ref: "vault:default/a", message: "spec.sizeGb is missing", fix: "Add spec.sizeGb." }],
    });
  });

  it("is not overwritten by one whose name differs in capitals only", async () => {
    const loud = { ...vault, kind: "VAULT" };
    await expect(putKind(ctx, { definition: loud })).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining("VAULT differs from Vault in capitals only"),
    });
    expect((await getKind(ctx, "vault")).definition.kind).toBe("Vault");
  });

  it("keeps its entities when it is taken out of use or deleted, and takes no new ones", async () => {
    await switchKind(ctx, { kind: "vault", enabled: false });
    await applyKindChange(ctx, { kind: "Vault" });
    expect((await pushEntities(ctx, [entity("z", { region: "eu-west-1" })])).rejected).toHaveLength(1);
    expect((await getEntity(ctx, "vault:default/a")).entity.orphanedAt).toBeNull();
    await switchKind(ctx, { kind: "Vault", enabled: true });
    expect((await pushEntities(ctx, [entity("z", { region: "eu-west-1" })])).created).toBe(1);
    await deleteKind(ctx, { kind: "Vault" });
    expect((await getEntity(ctx, "vault:default/z")).entity.orphanedAt).toBeNull();
    await expect(getKind(ctx, "Vault")).rejects.toMatchObject({ code: "not_found" });
    await putKind(ctx, { definition: vault });
  });

  it("is for admins to change, for members to see, and unknown to other tenants", async () => {
    for (const change of [
      () => putKind(viewer, { definition: vault }),
      () => switchKind(viewer, { kind: "Vault", enabled: false }),
      () => deleteKind(viewer, { kind: "Vault" }),
    ])
      await expect(change()).rejects.toMatchObject({ code: "forbidden" });
    expect((await listKinds(viewer)).map((kind) => kind.definition.kind)).toEqual(["Vault"]);
    const other = (await makeTenant()).ctx;
    await expect(getKind(other, "Vault")).rejects.toMatchObject({ code: "not_found" });
    await expect(deleteKind(other, { kind: "Vault" })).rejects.toMatchObject({ code: "not_found" });
    expect((await pushEntities(other, [entity("a", { region: "eu-west-1" })])).rejected).toHaveLength(1);
  });

  it("records who changed it, and refuses a change of an older version", async () => {
    const { version } = await getKind(ctx, "Vault");
    await expect(putKind(ctx, { definition: vault, version: version - 1 })).rejects.toMatchObject({
      code: "conflict",
    });
    const actions = await withTenantSql(ctx, (db) =>
      db.sql<{ action: string }>(
        "SELECT action FROM audit_event WHERE tenant_id = $1::uuid AND target = 'Vault' ORDER BY id",
        [db.tenantId],
      ),
    );
    expect(new Set(actions.map((row) => row.action))).toEqual(
      new Set([
        "catalog.kind.declared",
        "catalog.kind.changed",
        "catalog.kind.disabled",
        "catalog.kind.enabled",
        "catalog.kind.deleted",
      ]),
    );
  });
});

describe("files in repositories", () => {
  const file = (spec: string) => ({
    "catalog-info.yaml": `apiVersion: acme.example/v1\nkind: Vault\nmetadata: { name: gold }\nspec: ${spec}\n`,
  });

  it("come in once their kind is declared, and keep the last good version when it asks for more", async () => {
    const { ctx } = await makeTenant();
    const source = await makeSource(ctx, [makeSnapshot("store", file("{ region: eu-west-1 }"))]);
    const problems = () =>
      withTenantSql(ctx, (db) =>
        db.sql<{ code: string; line: number }>(
          "SELECT code, line FROM file_problem WHERE tenant_id = $1::uuid",
          [db.tenantId],
        ),
      );
    await ingestRepositories(ctx, { sourceId: source.sourceId, repositoryIds: source.ids });
    expect(await problems()).toMatchObject([{ code: "unknown_kind", line: 2 }]);
    await putKind(ctx, { definition: vault });
    await applyKindChange(ctx, { kind: "Vault" });
    expect(await problems()).toEqual([]);
    expect((await getEntity(ctx, "vault:default/gold")).fragments[0]?.stale).toBe(false);
    await putKind(ctx, { definition: { ...vault, schema: { type: "object", required: ["sizeGb"] } } });
    await applyKindChange(ctx, { kind: "Vault" });
    expect(await problems()).toMatchObject([{ code: "missing_field", line: 4 }]);
    const view = await getEntity(ctx, "vault:default/gold");
    expect([view.fragments[0]?.stale, view.entity.orphanedAt]).toEqual([true, null]);
  });
});

describe("further fields of a built-in kind", () => {
  const extension = kindDefinitionSchema.parse({
    kind: "Component",
    schema: { type: "object", properties: { costCentre: { type: "string", pattern: "^CC-\\d+$" } } },
    annotations: {
      type: "object",
      required: ["acme.example/tier"],
      properties: { "acme.example/tier": { enum: ["1", "2"] } },
    },
    relations: [{ field: "runsIn", type: "runsIn", inverse: "runs", defaultKind: "Resource" }],
  });

  it("are checked beside Backstage's own rules, whose relations stay", async () => {
    const { ctx } = await makeTenant();
    await putKind(ctx, { definition: extension });
    const component = (name: string, annotations: object, spec: object) => ({
      ...entity(
        name,
        { type: "service", lifecycle: "production", owner: "payments", ...spec },
        "Component",
        "backstage.io/v1alpha1",
      ),
      metadata: { name, annotations },
    });
    const tier = { "acme.example/tier": "1" };
    const done = await pushEntities(ctx, [
      component("good", tier, { costCentre: "CC-1", runsIn: "cluster" }),
      component("bad", tier, { costCentre: "one" }),
      component("bare", {}, {}),
      component("worse", tier, { owner: 7 }),
    ]);
    expect(done.created).toBe(1);
    expect(done.rejected.map((one) => one.reason)).toEqual([
      'spec.costCentre "one" does not match "^CC-\\d+$"',
      expect.stringContaining("metadata.annotations.acme.example/tier is missing"),
      expect.stringContaining("spec.owner must be a text"),
    ]);
    const view = await getEntity(ctx, "component:default/good");
    expect(view.relations.map((one) => `${one.type} ${one.targetRef}`)).toEqual([
      "ownedBy group:default/payments",
      "runsIn resource:default/cluster",
    ]);
  });
});

describe("a definition", () => {
  it("is the same after its file was written and read", () => {
    expect(kindFromFile(kindFile(vault))).toEqual(vault);
  });

  it.each([
    ["kind: component\napiVersions: [a.b/v1]", /differs from Component in capitals only/],
    ["kind: Vault", /apiVersions: a kind of your own needs at least one/],
    ["kind: Component\nplural: Parts", /plural: Component is Backstage's kind/],
    [
      "kind: Component\nrelations: [{ field: owner, type: a, inverse: b }]",
      /spec\.owner of Component has its relation already/,
    ],
    [
      "kind: Vault\napiVersions: [a.b/v1]\nschema: { $ref: 'http://evil/' }",
      /schema\.\$ref: \$ref is not supported/,
    ],
    [
      "kind: Vault\napiVersions: [a.b/v1]\nschema: { properties: { a: { pattern: '(?=x)' } } }",
      /look-around/,
    ],
    [
      "kind: Vault\napiVersions: [a.b/v1]\nschema: { properties: { a: { type: text } } }",
      /must be one of string/,
    ],
    ["plural: Vaults", /kind is missing/],
    ["- kind: Vault", /The definition: must be an object, not a list/],
    ["kind: Vault\n\tplural: x", /line 2/],
    ["kind: Vault\nkind: Vault", /line 2/],
    ["kind: Vault\napiVersions: [a.b/v1]\nicon: skull", /icon/],
    ["kind: Vault\napiVersions: [a.b/v1]\nextra: 1", /extra/],
  ])("%j is refused with its reason", (text, reason) => {
    expect(() => kindFromFile(text)).toThrow(reason);
  });

  it.each([
    [{ properties: { x: { type: ["string", "string"] } } }, 'schema.properties.x.type: names "string" twice'],
    [{ required: ["a", "b", "a"] }, 'schema.required: names "a" twice'],
    [
      { properties: { "a.b/c": { type: "object", required: ["q", "q"] } } },
      'schema.properties.a.b/c.required: names "q" twice',
    ],
  ])("says place and cause where its schema is none: %j", (schema, message) => {
    const file = JSON.stringify({ kind: "Vault", apiVersions: ["acme.example/v1"], schema });
    expect(() => kindFromFile(file)).toThrow(message);
  });

  it("has bounds, so that no schema can hold the server", () => {
    let deep: object = { type: "string" };
    for (let level = 0; level < 30; level += 1) deep = { type: "object", properties: { a: deep } };
    const wide = { properties: Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`f${at}`, {}])) };
    for (const schema of [deep, wide])
      expect(() => kindDefinitionSchema.parse({ ...vault, schema })).toThrow(
        /nested deeper|more than 500 parts/,
      );
  });
});
