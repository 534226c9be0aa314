import { beforeEach, describe, expect, it } from "vitest";
import { getEntity } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { makeSnapshot, makeSource, makeTenant, pushEntities, type TestTenant } from "@/lib/testing";
import { ingestRepositories } from "../../ingest/run";
import { applyKindChange } from "../apply-kind";
import { kindDefinitionSchema } from "../definition";
import { getKind, listKinds } from "../list-kinds";
import { deleteKind, putKind, switchKind } from "../put-kind";
import { chooseKindSource, dropKindSource, kindSourceInput } from "./choose-kind-source";
import { readKindSource } from "./read-kind-source";

const FOLDER = ".portico/kinds";
const VAULT = `${FOLDER}/vault.yaml`;
const vault = (field = "region", more = "") =>
  `kind: Vault\napiVersions: [acme.example/v1]\nschema:\n  type: object\n  required: [${field}]\n${more}`;
const gold = (spec: object) => ({
  apiVersion: "acme.example/v1",
  kind: "Vault",
  metadata: { name: "gold" },
  spec,
});

/** A snapshot as discovery makes it of the chosen repository: with the definition files found in the folder. */
function definingSnapshot(
  name: string,
  files: Readonly<Record<string, string>>,
  more: {
    readonly externalId?: string;
    readonly complete?: boolean;
    readonly folder?: string;
    readonly headSha?: string;
  } = {},
) {
  const { externalId, complete = true, folder = FOLDER, headSha } = more;
  const paths = Object.keys(files).filter((path) => path.startsWith(`${folder}/`));
  return makeSnapshot(name, files, {
    ...(externalId ? { externalId } : {}),
    ...(headSha ? { headSha } : {}),
    kindFiles: { folder, paths, complete },
  });
}

const PLATFORM = "7001";
const FORK = "7002";

describe("kinds from the files of a chosen repository", () => {
  let tenant: TestTenant;
  let ctx: TenantContext;
  beforeEach(async () => {
    tenant = await makeTenant();
    ctx = tenant.ctx;
    await makeSource(ctx, [
      makeSnapshot("platform", {}, { externalId: PLATFORM }),
      makeSnapshot("fork", {}, { externalId: FORK }),
    ]);
    await withTenantSql(ctx, (db) =>
      db.sql(
        `WITH made AS (INSERT INTO installation (tenant_id, installation_id, account_login, account_id, account_type)
           VALUES ($1::uuid, (random() * 1e12)::bigint, 'acme', 1, 'Organization') RETURNING installation_id)
         UPDATE source SET installation_id = (SELECT installation_id FROM made) WHERE tenant_id = $1::uuid`,
        [db.tenantId],
      ),
    );
    await chooseKindSource(ctx, { repository: "acme/platform", folder: FOLDER });
  });

  /** What a push leads to: discovery left a snapshot, ingest takes it. */
  async function push(
    files: Readonly<Record<string, string>>,
    more: Parameters<typeof definingSnapshot>[2] & { readonly name?: string } = {},
  ) {
    const { name = "platform", externalId = PLATFORM } = more;
    const { sourceId, idOf } = await makeSource(ctx, [
      definingSnapshot(name, files, { ...more, externalId }),
    ]);
    const [verdict] = await ingestRepositories(ctx, { sourceId, repositoryIds: [idOf(name)] });
    return verdict;
  }
  const kinds = async () =>
    (await listKinds(ctx)).map(({ definition, enabled, from }) => [definition.kind, enabled, from?.file]);

  it("are declared by a push, count for its own entities at once, and follow the next push", async () => {
    const entity =
      "apiVersion: acme.example/v1\nkind: Vault\nmetadata: { name: gold }\nspec: { region: eu }\n";
    const verdict = await push({ [VAULT]: vault(), "catalog-info.yaml": entity });
    expect([verdict?.verdict, verdict?.code]).toEqual(["ingested", undefined]);
    expect(await getKind(ctx, "Vault")).toMatchObject({
      version: 1,
      updatedBy: "acme/platform",
      from: {
        repository: "acme/platform",
        file: VAULT,
        url: "https://github.com/acme/platform/blob/main/.portico/kinds/vault.yaml",
      },
    });
    await push({ [VAULT]: vault(), "catalog-info.yaml": entity });
    expect((await getKind(ctx, "Vault")).version).toBe(1);
    await push({ [VAULT]: vault("sizeGb"), "catalog-info.yaml": entity });
    expect((await getKind(ctx, "Vault")).version).toBe(2);
    // A job that comes late has a snapshot of another commit than the repository is at.
    await push({ [VAULT]: vault("late") }, { headSha: "1".repeat(40) });
    expect((await getKind(ctx, "Vault")).version).toBe(2);
    expect((await pushEntities(ctx, [gold({ region: "eu" })])).rejected[0]?.reason).toContain(
      "spec.sizeGb is missing",
    );
  });

  it("keep their last good definition when the file breaks, and say file, line and fix", async () => {
    await push({ [VAULT]: vault() });
    const verdict = await push({ [VAULT]: vault("region", "  properties:\n    region: { type: text }\n") });
    const problem = {
      file: VAULT,
      line: 7,
      message: expect.stringContaining("schema.properties.region.type: must be one of string"),
      fix: "Correct schema.properties.region.type.",
    };
    expect(verdict).toMatchObject({ verdict: "failed", ...problem });
    expect(verdict?.summary).toContain("the last good definition stays");
    expect((await readKindSource(ctx))?.problems).toMatchObject([
      { path: VAULT, line: 7, message: problem.message, fix: problem.fix },
    ]);
    for (const broken of ["kind: Vault\n\tplural: x", "", `${vault()}extra: 1\n`, "[]"])
      await push({ [VAULT]: broken });
    expect(await kinds()).toEqual([["Vault", true, VAULT]]);
    expect((await getKind(ctx, "Vault")).version).toBe(1);
    await push({ [VAULT]: vault("sizeGb") });
    expect((await readKindSource(ctx))?.problems).toEqual([]);
  });

  it("go out of use with their file, never their entities; a file that was not seen is not gone", async () => {
    await push({ [VAULT]: vault() });
    await pushEntities(ctx, [gold({ region: "eu" })]);
    await push({}, { complete: false });
    expect(await kinds()).toEqual([["Vault", true, VAULT]]);
    await push({});
    await applyKindChange(ctx, { kind: "Vault" });
    expect(await kinds()).toEqual([["Vault", false, undefined]]);
    expect((await getEntity(ctx, "vault:default/gold")).entity.orphanedAt).toBeNull();
    await push({ [`${FOLDER}/renamed.yml`]: vault() });
    expect(await kinds()).toEqual([["Vault", true, `${FOLDER}/renamed.yml`]]);
  });

  it("are one to a name: a second file is told so, and the first goes on", async () => {
    await push({ [VAULT]: vault() });
    await push({ [`${FOLDER}/a.yaml`]: vault("sizeGb"), [VAULT]: vault() });
    expect(await kinds()).toEqual([["Vault", true, VAULT]]);
    expect((await readKindSource(ctx))?.problems).toMatchObject([
      { path: `${FOLDER}/a.yaml`, message: expect.stringContaining(`defined already in ${VAULT}, line 1`) },
    ]);
  });

  it("do not take over a kind of the form whose name differs in capitals only, but may change their own's", async () => {
    const tool = (kind: string) => `kind: ${kind}\napiVersions: [acme.example/v1]\n`;
    await putKind(ctx, {
      definition: kindDefinitionSchema.parse({ kind: "Tool", apiVersions: ["acme.example/v1"] }),
    });
    await push({ [`${FOLDER}/tool.yaml`]: tool("TOOL"), [VAULT]: vault() });
    expect(await kinds()).toEqual([
      ["Tool", true, undefined],
      ["Vault", true, VAULT],
    ]);
    expect((await readKindSource(ctx))?.problems).toMatchObject([
      { path: `${FOLDER}/tool.yaml`, message: expect.stringContaining("differs from Tool in capitals only") },
    ]);
    await push({ [VAULT]: vault().replace("Vault", "VAULT") });
    expect(await kinds()).toContainEqual(["VAULT", true, VAULT]);
  });

  it("are in charge: form and API are refused, until reading is switched off, which changes no kind", async () => {
    await putKind(ctx, {
      definition: kindDefinitionSchema.parse({ kind: "Vault", apiVersions: ["a.b/v1"] }),
    });
    await push({ [VAULT]: vault() });
    const definition = (await getKind(ctx, "Vault")).definition;
    for (const change of [
      () => putKind(ctx, { definition }),
      () => switchKind(ctx, { kind: "Vault", enabled: false }),
      () => deleteKind(ctx, { kind: "Vault" }),
    ])
      await expect(change()).rejects.toMatchObject({ code: "precondition" });
    await dropKindSource(ctx);
    expect(await kinds()).toEqual([["Vault", true, undefined]]);
    await push({ [VAULT]: vault("sizeGb") });
    expect((await getKind(ctx, "Vault")).definition).toEqual(definition);
    await deleteKind(ctx, { kind: "Vault" });
  });

  // Whoever can push to any repository the App reads could otherwise change what is valid in the whole catalog.
  it("come from no repository but the chosen one, whatever others hold or are called", async () => {
    await push({ [VAULT]: vault() });
    const evil = { [VAULT]: vault("evil"), [`${FOLDER}/more.yaml`]: vault("x").replace("Vault", "Evil") };
    await push(evil, { name: "fork", externalId: FORK });
    // The chosen one is known by GitHub's number: its old name is nobody's way in.
    await makeSource(ctx, [makeSnapshot("old-platform", {}, { externalId: PLATFORM })]);
    await push(evil, { name: "platform", externalId: "7003" });
    expect(await kinds()).toEqual([["Vault", true, VAULT]]);
    expect((await getKind(ctx, "Vault")).version).toBe(1);
    await chooseKindSource(ctx, { repository: "acme/fork", folder: "definitions" });
    expect(await kinds()).toEqual([["Vault", true, undefined]]);
    await push({ [VAULT]: vault("late") });
    await push(evil, { name: "fork", externalId: FORK });
    expect((await getKind(ctx, "Vault")).version).toBe(1);
    await push(
      { "definitions/v.json": JSON.stringify({ kind: "Vault", apiVersions: ["a.b/v1"] }) },
      {
        name: "fork",
        externalId: FORK,
        folder: "definitions",
      },
    );
    expect((await getKind(ctx, "Vault")).version).toBe(2);
  });

  it("are chosen by admins among the tenant's own repositories, and both choices are recorded", async () => {
    const viewer = await tenant.as("viewer");
    const wanted = { repository: "acme/fork", folder: FOLDER };
    await expect(chooseKindSource(viewer, wanted)).rejects.toMatchObject({ code: "forbidden" });
    await expect(dropKindSource(viewer)).rejects.toMatchObject({ code: "forbidden" });
    const other = (await makeTenant()).ctx;
    await expect(chooseKindSource(other, wanted)).rejects.toMatchObject({ code: "invalid_input" });
    await dropKindSource(other);
    expect(await readKindSource(other)).toBeUndefined();
    expect(await readKindSource(viewer)).toMatchObject({ repository: "acme/platform", folder: FOLDER });
    await dropKindSource(ctx);
    await push({ [VAULT]: vault() });
    const events = await withTenantSql(ctx, (db) =>
      db.sql<{ action: string; target: string }>(
        "SELECT action, target FROM audit_event WHERE tenant_id = $1::uuid ORDER BY id",
        [db.tenantId],
      ),
    );
    expect(events).toEqual([
      { action: "catalog.kind-source.chosen", target: "acme/platform" },
      { action: "catalog.kind-source.dropped", target: "acme/platform" },
    ]);
  });

  it("are recorded with file and commit", async () => {
    await push({ [VAULT]: vault() });
    await push({});
    const events = await withTenantSql(ctx, (db) =>
      db.sql<{ action: string; from: object }>(
        "SELECT action, after->'from' AS from FROM audit_event WHERE tenant_id = $1::uuid AND target = 'Vault' ORDER BY id",
        [db.tenantId],
      ),
    );
    const from = { repository: "acme/platform", file: VAULT, commit: "0".repeat(40) };
    expect(events).toEqual([
      { action: "catalog.kind.declared", from },
      { action: "catalog.kind.disabled", from },
    ]);
  });
});

it.each(["", "/", "..", "a/../b", "a/*", "a//b", "a\nb"])("refuses the folder %j", (folder) => {
  expect(kindSourceInput.safeParse({ repository: "acme/platform", folder }).success).toBe(false);
});
