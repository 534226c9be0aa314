import { beforeEach, describe, expect, it } from "vitest";
import { putKind, putKindInput } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { makeTenant, type TestTenant } from "@/lib/testing";
import { exportRejections, getRun, performRun, previewImport, startImport, undoRun, uploadFile } from ".";

let acme: TestTenant;
beforeEach(async () => {
  acme = await makeTenant();
});

const send = (ctx: TenantContext, text: string) =>
  uploadFile(ctx, { name: "services.csv", content: new TextEncoder().encode(text) });

async function importNow(ctx: TenantContext, text: string, sourceId?: string, confirmed = false) {
  const { uploadId, guess } = await send(ctx, text);
  const mapping = { kind: "columns" as const, ...guess };
  const started = await startImport(ctx, {
    sourceId,
    name: "Services",
    uploadId,
    mapping,
    mode: "replace",
    confirmed,
  });
  await performRun(ctx, started);
  await withTenantSql(ctx, (db) =>
    db.sql("UPDATE outbox SET status = 'done' WHERE tenant_id = $1::uuid", [db.tenantId]),
  );
  return { ...started, ...(await getRun(ctx, started)) };
}

async function titles(ctx: TenantContext): Promise<string[]> {
  const rows = await withTenantSql(ctx, (db) =>
    db.sql<{ title: string }>(
      "SELECT title FROM entity WHERE tenant_id = $1::uuid AND orphaned_at IS NULL ORDER BY title",
      [db.tenantId],
    ),
  );
  return rows.map((row) => row.title);
}

const FIRST = "name,owner\nPayment API,Payments\nFraud check,Payments\nLedger,Payments\n";
const SECOND = "name,owner\nPayment API,Platform\nLedger,Payments\nCart,Orders\nBroken,\nFraud check,,\n";

describe("a file", () => {
  it.each([
    ["[]", "The list is empty."],
    ['{"entities": []}', "The list is empty."],
    ["name,owner\n", "The file has headings and no rows."],
    ["{a}\n{b}\n", "Row 1: the line is not JSON"],
  ])("that says nothing (%j) is refused with what it lacks", async (text, message) => {
    await expect(send(acme.ctx, text)).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining(message),
    });
  });

  it("is previewed exactly as it will be imported, row by row, and the preview writes nothing", async () => {
    const first = await importNow(acme.ctx, FIRST);
    expect(first.run).toMatchObject({ created: 3, rejected: 0 });
    const { uploadId, guess } = await send(acme.ctx, SECOND);
    const mapping = { kind: "columns" as const, ...guess };
    const preview = await previewImport(acme.ctx, {
      sourceId: first.sourceId,
      uploadId,
      mapping,
      mode: "replace",
    });
    expect(preview.counts).toEqual({ created: 1, changed: 1, unchanged: 1, removed: 1, rejected: 2 });
    expect(preview.rows.map(({ outcome, row, ref }) => [outcome, row, ref])).toEqual([
      ["rejected", 6, undefined],
      ["rejected", 5, "component:default/broken"],
      ["removed", undefined, "component:default/fraud-check"],
      ["changed", 2, "component:default/payment-api"],
      ["created", 4, "component:default/cart"],
      ["unchanged", 3, "component:default/ledger"],
    ]);
    expect(preview.rows[3]?.changes).toEqual([{ path: "spec.owner", before: "Payments", after: "Platform" }]);
    // A row nobody could read may be the one that is missing.
    expect(preview.loss).toEqual({ kind: "suspicious", reason: "unreadable_records" });
    expect(await titles(acme.ctx)).toEqual(["Fraud check", "Ledger", "Payment API"]);

    const second = await importNow(acme.ctx, SECOND, first.sourceId, true);
    expect(second.run).toMatchObject({ created: 1, changed: 1, unchanged: 1, removed: 1, rejected: 2 });
    expect(await titles(acme.ctx)).toEqual(["Cart", "Ledger", "Payment API"]);

    await performRun(acme.ctx, await undoRun(acme.ctx, { runId: second.runId }));
    expect(await titles(acme.ctx)).toEqual(["Fraud check", "Ledger", "Payment API"]);
  });

  it("gives back its rejected rows as a table that no spreadsheet runs", async () => {
    const { runId } = await importNow(acme.ctx, 'name,owner,note\n"=cmd()",,"a, b"\nok,Payments,\n');
    const table = await exportRejections(acme.ctx, runId);
    const [head, ...rows] = table.split("\r\n");
    // The sheet's own columns come back, so that it can be corrected and sent again.
    expect(head).toBe('"name","owner","note","row","field","reason","fix"');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatch(/^"'=cmd\(\)","","a, b","2","spec","spec\.owner is missing",/);
    expect(table).not.toMatch(/(^|,)"=/m);
  });

  it("says which names another import has taken before it is imported", async () => {
    await importNow(acme.ctx, FIRST);
    const { uploadId, guess } = await send(acme.ctx, "name,owner\nLedger,Somebody\n");
    const preview = await previewImport(acme.ctx, {
      uploadId,
      mapping: { kind: "columns", ...guess },
      mode: "replace",
    });
    expect(preview.rows).toMatchObject([
      { outcome: "rejected", reason: expect.stringContaining("given already by Services") },
    ]);
  });

  it("may hold a kind of the tenant's own, in the preview as in the run", async () => {
    const schema = { type: "object", required: ["region"], properties: { region: { type: "string" } } };
    const definition = { kind: "Cluster", plural: "Clusters", apiVersions: ["acme.example/v1"], schema };
    await putKind(acme.ctx, putKindInput.parse({ definition }));
    const { uploadId } = await send(acme.ctx, "name,where\nnorth,eu\nsouth,\n");
    const mapping = {
      kind: "columns" as const,
      separator: ",",
      columns: [
        { to: "kind", value: "Cluster" },
        { to: "apiVersion", value: "acme.example/v1" },
        { to: "name", column: "name" },
        { to: "spec.region", column: "where" },
      ],
    };
    const preview = await previewImport(acme.ctx, { uploadId, mapping, mode: "replace" });
    expect(preview.rows).toMatchObject([
      { outcome: "rejected", row: 3, reason: expect.stringContaining("region") },
      { outcome: "created", row: 2, ref: "cluster:default/north" },
    ]);
    const started = await startImport(acme.ctx, {
      name: "Clusters",
      uploadId,
      mapping,
      mode: "replace",
      confirmed: false,
    });
    await performRun(acme.ctx, started);
    expect((await getRun(acme.ctx, started)).run).toMatchObject({ created: 1, rejected: 1 });
  });

  it("is nothing to another tenant, and refused to an editor", async () => {
    const { uploadId, guess } = await send(acme.ctx, FIRST);
    const mapping = { kind: "columns" as const, ...guess };
    const globex = await makeTenant();
    const input = { uploadId, mapping, mode: "replace" as const };
    await expect(previewImport(globex.ctx, input)).rejects.toMatchObject({ code: "not_found" });
    await expect(startImport(globex.ctx, { ...input, name: "x", confirmed: false })).rejects.toMatchObject({
      code: "precondition",
    });
    const editor = await acme.as("editor");
    await expect(send(editor, FIRST)).rejects.toMatchObject({ code: "forbidden" });
    await expect(previewImport(editor, input)).rejects.toMatchObject({ code: "forbidden" });
  });
});
