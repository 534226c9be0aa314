import { beforeEach, describe, expect, it } from "vitest";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { makeSnapshot, makeSource, makeTenant, type TestTenant } from "@/lib/testing";
import { explainAbsence } from "../explain/read-facts";
import { retireRepositories } from "../ingest/retire-repositories";
import { ingestRepositories } from "../ingest/run";
import { getEntity, listRevisions } from "../query/get-entity";
import { readField } from "./read-field";
import { resetOverlay, setOverlay } from "./set-overlay";

const REF = "component:default/payments";
const file = (name: string, owner: string, description = "Takes money") => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
  description: ${description}
spec:
  type: service
  lifecycle: production
  owner: ${owner}
`;

async function refusalOf(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof AppError) return error;
  throw new Error("it was not refused", { cause: error });
}

let tenant: TestTenant;
let ctx: TenantContext;
let externalId: string;

async function declare(text: string): Promise<{ sourceId: string; ids: readonly string[] }> {
  const source = await makeSource(ctx, [
    makeSnapshot("payments", { "catalog-info.yaml": text }, { externalId }),
  ]);
  await ingestRepositories(ctx, { sourceId: source.sourceId, repositoryIds: source.ids });
  return source;
}

beforeEach(async () => {
  tenant = await makeTenant();
  ctx = tenant.ctx;
  externalId = String(Math.floor(Math.random() * 1e9));
  await declare(file("payments", "team-a"));
});

describe("overlays", () => {
  it("lie over the file's value with who, when and why, stay when the file changes, and uncover it when reset", async () => {
    const set = { ref: REF, path: "spec.owner", value: "team-b", reason: "moved in the reorg" };
    expect(await setOverlay(ctx, set)).toMatchObject({ version: 2, unresolved: ["group:default/team-b"] });
    await declare(file("payments", "team-c", "Takes more money"));

    const field = await readField(ctx, { ref: REF, path: "spec.owner" });
    expect(field.now).toMatchObject({
      value: "team-b",
      origin: { layer: "overlay", rule: "moved in the reorg", by: "owner" },
    });
    expect(field.beneath).toMatchObject({
      value: "team-c",
      origin: { layer: "declared", file: "catalog-info.yaml", line: 9 },
    });
    const { entity } = await getEntity(ctx, REF);
    expect(entity.body).toMatchObject({
      metadata: { description: "Takes more money" },
      spec: { owner: "team-b" },
    });
    expect(entity.ownerRef).toBe("group:default/team-b");

    await resetOverlay(ctx, { ref: REF, path: "spec.owner" });
    expect((await getEntity(ctx, REF)).entity.ownerRef).toBe("group:default/team-c");
    expect((await refusalOf(resetOverlay(ctx, { ref: REF, path: "spec.owner" }))).code).toBe("not_found");
    const revisions = await listRevisions(ctx, entity.uid);
    expect(revisions.map(({ cause, diff }) => [cause.kind, cause.reason, diff])).toMatchObject([
      [
        "person",
        "took the edit of spec.owner back",
        [{ path: "spec.owner", before: "team-b", after: "team-c" }],
      ],
      ["repository", undefined, [{ path: "metadata.description" }]],
      ["person", "moved in the reorg", [{ path: "spec.owner", before: "team-a", after: "team-b" }]],
      ["repository", undefined, []],
    ]);
  });

  it("end the warning about an owner nobody knows that they lie over, and bring it back when reset", async () => {
    const explained = async (text: string) =>
      (await explainAbsence(ctx, text)).steps.some(({ title }) =>
        title.includes('owner "team-a" is no team'),
      );
    const told = async () => [
      (await getEntity(ctx, REF)).problems.map(({ code }) => code),
      await explained(REF),
      await explained("acme/payments"),
    ];
    expect(await told()).toEqual([["unresolved_owner"], true, true]);
    await setOverlay(ctx, { ref: REF, path: "metadata.title", value: "Pay", reason: "short name" });
    expect(await told()).toEqual([["unresolved_owner"], true, true]);
    await setOverlay(ctx, { ref: REF, path: "spec.owner", value: "user:guest", reason: "it is theirs" });
    expect(await told()).toEqual([[], false, false]);
    await resetOverlay(ctx, { ref: REF, path: "spec.owner" });
    expect(await told()).toEqual([["unresolved_owner"], true, true]);
  });

  it("refuse what would make the entity invalid, at the field, and change nothing", async () => {
    const set = { ref: REF, path: "metadata.tags", value: ["Not A Tag"], reason: "because" };
    const refused = await refusalOf(setOverlay(ctx, set));
    expect(refused).toMatchObject({
      code: "invalid_input",
      details: { field: "metadata.tags", issues: [{ path: "metadata.tags[0]" }] },
    });
    const removed = await refusalOf(setOverlay(ctx, { ...set, path: "spec.lifecycle", value: null }));
    expect(removed.message).toContain("lifecycle");
    for (const path of ["metadata.name", "kind", "metadata.uid", "metadata.labels", "spec", "relations"])
      expect((await refusalOf(setOverlay(ctx, { ...set, path, value: "x" }))).code).toBe("invalid_input");
    expect((await getEntity(ctx, REF)).entity.version).toBe(1);
  });

  it("are served as files' values are: lists in order, and no address that is script", async () => {
    const set = { ref: REF, reason: "it is so" };
    await setOverlay(ctx, { ...set, path: "spec.dependsOn", value: ["component:b", "component:a"] });
    const { entity } = await getEntity(ctx, REF);
    expect(entity.body).toMatchObject({ spec: { dependsOn: ["component:a", "component:b"] } });
    for (const value of ["javascript:alert(1)", "\u0001 jav\tascr\nipt:alert(1)", "data:text/html,x"]) {
      const path = "metadata.annotations.backstage.io/view-url";
      const refused = await refusalOf(setOverlay(ctx, { ...set, path, value }));
      expect([refused.code, refused.message]).toEqual([
        "invalid_input",
        `${path} begins with a scheme that can run code or read files. Use an https:// address.`,
      ]);
    }
  });

  it("take a field away with null, and give it back when reset", async () => {
    const path = "metadata.description";
    await setOverlay(ctx, { ref: REF, path, value: null, reason: "wrong since 2024" });
    expect((await getEntity(ctx, REF)).entity.body.metadata).not.toHaveProperty("description");
    expect((await readField(ctx, { ref: REF, path })).now.origin).toMatchObject({ rule: "wrong since 2024" });
    await resetOverlay(ctx, { ref: REF, path });
    expect((await getEntity(ctx, REF)).entity.body.metadata).toMatchObject({ description: "Takes money" });
  });

  it("tell who changed the field meanwhile instead of overwriting it, and name other changes", async () => {
    const editor = await tenant.as("editor");
    await setOverlay(editor, { ref: REF, path: "spec.owner", value: "team-x", reason: "first" });
    const late = { ref: REF, path: "spec.owner", value: "team-y", reason: "second", seenVersion: 1 };
    expect(await refusalOf(setOverlay(ctx, late))).toMatchObject({
      code: "conflict",
      details: { value: "team-x", version: 2, by: "editor" },
    });
    const other = await setOverlay(ctx, { ...late, path: "metadata.title", value: "Payments" });
    expect(other.meanwhile).toMatchObject([{ path: "spec.owner", by: "editor" }]);
    await setOverlay(ctx, { ...late, seenVersion: other.version });
    expect((await getEntity(ctx, REF)).entity.ownerRef).toBe("group:default/team-y");
  });

  it("go with the entity when it is renamed, keep nothing alive alone, and show again when it comes back", async () => {
    await setOverlay(ctx, { ref: REF, path: "metadata.title", value: "Pay", reason: "short name" });
    const { uid } = (await getEntity(ctx, REF)).entity;
    const source = await declare(file("payments-api", "team-a"));
    const renamed = (await getEntity(ctx, "component:default/payments-api")).entity;
    expect(renamed).toMatchObject({ uid, title: "Pay" });
    expect(renamed.body.metadata).toMatchObject({ name: "payments-api" });

    await retireRepositories(ctx, { sourceId: source.sourceId, repositoryIds: source.ids });
    const orphan = (await getEntity(ctx, renamed.ref)).entity;
    expect(orphan.orphanedAt).not.toBeNull();
    const edit = { ref: renamed.ref, path: "metadata.title", value: "Other", reason: "because" };
    expect((await refusalOf(setOverlay(ctx, edit))).message).toContain("orphan");

    await declare(file("payments-api", "team-a"));
    expect((await getEntity(ctx, renamed.ref)).entity).toMatchObject({ uid, title: "Pay", orphanedAt: null });
  });

  it("are for those who may write, inside their own tenant, and are audited", async () => {
    const set = { ref: REF, path: "metadata.title", value: "Pay", reason: "short name" };
    expect((await refusalOf(setOverlay(await tenant.as("viewer"), set))).code).toBe("forbidden");
    expect((await refusalOf(setOverlay((await makeTenant()).ctx, set))).code).toBe("not_found");
    await setOverlay(ctx, set);
    const rows = await withTenantSql(ctx, (db) =>
      db.sql(
        "SELECT target, before, after FROM audit_event WHERE tenant_id = $1::uuid AND action = 'catalog.overlay.set'",
        [db.tenantId],
      ),
    );
    expect(rows).toEqual([
      { target: `${REF} metadata.title`, before: {}, after: { value: "Pay", reason: "short name" } },
    ]);
  });
});
