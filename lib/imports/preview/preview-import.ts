import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { readGiven, type SourceFragment, tenantKinds } from "@/lib/catalog";
import { diffEntities, type Entity, type FieldChange } from "@/lib/catalog/client";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { definitionSchema, uploadInputSchema } from "../model/definition";
import { judgeLoss, type LossVerdict } from "../model/loss-guard";
import { hashOfEntity } from "../run/apply-stage";
import { entitySourceOf } from "../run/entity-source";
import { mapUpload } from "../run/map-upload";
import { type Claim, listClaims } from "../store/claim-store";
import { findSource } from "../store/source-store";
import { listSaid, listSaidHashes } from "../store/undo-store";
import { findUpload } from "../store/upload-store";

export const previewImportInput = z.strictObject({
  sourceId: z.uuid().optional(),
  uploadId: z.uuid(),
  mapping: uploadInputSchema.shape.mapping,
  mode: definitionSchema.shape.mode,
});

export type Outcome = "created" | "changed" | "unchanged" | "removed" | "rejected";
export type PreviewRow = {
  readonly outcome: Outcome;
  /** line or number of the record; removals have none */
  readonly row?: number | undefined;
  readonly ref?: string | undefined;
  readonly changes?: readonly FieldChange[];
  readonly path?: string | null | undefined;
  readonly reason?: string | undefined;
  readonly fix?: string | null | undefined;
  /** what to know although it goes in */
  readonly note?: string | undefined;
};
export type ImportPreview = {
  readonly records: number;
  readonly counts: Readonly<Record<Outcome, number>>;
  /** the first hundred of each outcome, rejected ones first */
  readonly rows: readonly PreviewRow[];
  readonly loss: LossVerdict;
};

const SHOWN = 100;
const BATCH = 1_000;
const ORDER: readonly Outcome[] = ["rejected", "removed", "changed", "created", "unchanged"];

type Sheet = { readonly counts: Record<Outcome, number>; readonly rows: Map<Outcome, PreviewRow[]> };

function add(sheet: Sheet, row: PreviewRow): void {
  sheet.counts[row.outcome] += 1;
  const rows = sheet.rows.get(row.outcome) ?? [];
  if (rows.length < SHOWN) sheet.rows.set(row.outcome, [...rows, row]);
}

function rowOf(
  fragment: SourceFragment,
  before: { readonly body: string; readonly hash: string } | undefined,
  claim: Claim | undefined,
): PreviewRow {
  const { row, ref } = fragment;
  if (claim?.givenBy && !claim.declared)
    return {
      outcome: "rejected",
      row,
      ref,
      reason: `${ref} is given already by ${claim.givenBy}; the first one counts`,
      fix: "Give one of the two another name.",
    };
  const note = claim?.declared ? "a file declares it: where both speak, the file counts" : undefined;
  if (!before) return { outcome: "created", row, ref, note };
  // Written by this product as an entity.
  const old: Entity = JSON.parse(before.body);
  const changes = before.hash === fragment.hash ? [] : diffEntities(old, fragment.body);
  return changes.length === 0
    ? { outcome: "unchanged", row, ref, note }
    : { outcome: "changed", row, ref, changes, note };
}

/**
 * Says what an import would do, row by row: create, change, remove, reject and why. Writes nothing.
 *
 * @throws AppError not_found - the upload is gone; invalid_input - the file cannot be read
 */
export async function previewImport(
  ctx: TenantContext,
  input: z.infer<typeof previewImportInput>,
): Promise<ImportPreview> {
  requirePermission(ctx, "catalog.source.manage");
  const { sourceId } = input;
  const { upload, earlier, row } = await withTenantSql(ctx, async (db) => ({
    row: sourceId === undefined ? undefined : await findSource(db, sourceId),
    upload: await findUpload(db, input.uploadId),
    earlier: sourceId === undefined ? [] : await listSaidHashes(db, sourceId),
  }));
  if (!upload) throw new AppError("not_found", "The file is no longer kept. Send it again.");
  const mapped = await mapUpload({ kind: "upload", mapping: input.mapping }, upload.content);
  const sheet: Sheet = {
    counts: { created: 0, changed: 0, unchanged: 0, removed: 0, rejected: 0 },
    rows: new Map(),
  };
  for (const one of mapped.rejected) add(sheet, { ...one, ref: one.ref ?? undefined, outcome: "rejected" });
  const kinds = await tenantKinds(ctx);
  const seen = new Map<string, number>();
  const kept = new Set<string>();
  const hashes = new Set<string>();
  // A new import has no id yet; nothing is stored under this one.
  const known = { sourceId: sourceId ?? "", name: row?.name ?? upload.name, kind: "import" as const };
  const definition = {
    input: { kind: "upload" as const, mapping: input.mapping },
    schedule: "manual" as const,
    mode: input.mode,
  };
  const source = entitySourceOf(known, definition);
  for (let from = 0; from < mapped.entities.length; from += BATCH) {
    const given = mapped.entities.slice(from, from + BATCH).flatMap(({ row, entity }) => {
      const hash = hashOfEntity(entity);
      if (hashes.has(hash)) return [];
      hashes.add(hash);
      return [{ row, entity, hash }];
    });
    const read = readGiven(source, given, seen, kinds);
    for (const one of read.rejected) {
      if (one.ref) kept.add(one.ref);
      add(sheet, { ...one, outcome: "rejected" });
    }
    const refs = read.fragments.map((fragment) => fragment.ref);
    const { said, claims } = await withTenantSql(ctx, async (db) => ({
      said: new Map(
        (sourceId === undefined ? [] : await listSaid(db, sourceId, refs)).map((one) => [one.ref, one]),
      ),
      claims: new Map((await listClaims(db, sourceId, refs)).map((claim) => [claim.ref, claim])),
    }));
    for (const fragment of read.fragments)
      add(sheet, rowOf(fragment, said.get(fragment.ref), claims.get(fragment.ref)));
  }
  const gone =
    input.mode === "add"
      ? []
      : earlier.filter(({ ref }) => !seen.has(ref) && !kept.has(ref)).map(({ ref }) => ref);
  for (const ref of gone) add(sheet, { outcome: "removed", ref });
  return {
    records: mapped.records,
    counts: sheet.counts,
    rows: ORDER.flatMap((outcome) => sheet.rows.get(outcome) ?? []),
    loss: judgeLoss({
      earlier: earlier.length,
      lost: gone.length,
      given: seen.size,
      unreadable: mapped.rejected.length,
    }),
  };
}
