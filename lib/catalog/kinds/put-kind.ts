import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { type TenantSql, withTenantSql } from "@/lib/platform/db";
import { AppError, messageOf } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { applyKind } from "../jobs";
import { findKindSource } from "../store/kind-source-store";
import { deleteKindRow, findKindRow, type KindRow } from "../store/kind-store";
import { compileKind } from "./compile-kind";
import { capitalsOnly, type KindDefinition, kindDefinitionSchema } from "./definition";
import { storedDefinition } from "./load-kinds";
import { writeKind, writeKindSwitch } from "./write-kind";

export const putKindInput = z.strictObject({
  definition: kindDefinitionSchema,
  /** the version the editor began with; another one in the database is a conflict, 0 means it must be new */
  version: z.number().int().min(0).optional(),
});
export type PutKindInput = z.infer<typeof putKindInput>;

export type SavedKind = { readonly kind: string; readonly version: number; readonly created: boolean };

/**
 * Declares a kind, or changes it. What it means for entities that are there already follows in the background; none is deleted.
 *
 * @throws AppError invalid_input - another kind differs in capitals only; conflict - somebody changed it since; precondition - a file is in charge of it; limit_reached - too many kinds
 */
export async function putKind(ctx: TenantContext, input: PutKindInput): Promise<SavedKind> {
  requirePermission(ctx, "catalog.model.manage");
  const { definition } = input;
  compileOrRefuse(definition);
  return withTenantSql(ctx, async (db) => {
    const before = await findKindForForm(db, definition.kind);
    if (before && before.name !== definition.kind) throw sameButCapitals(definition.kind, before.name);
    if (input.version !== undefined && input.version !== (before?.version ?? 0))
      throw new AppError(
        "conflict",
        before
          ? `${definition.kind} was changed meanwhile. Load the page again and repeat your change.`
          : `${definition.kind} was deleted meanwhile.`,
      );
    const version = await writeKind(db, ctx, { definition, before });
    return { kind: definition.kind, version, created: !before };
  });
}

/** A kind's entities are told by its name as written; another spelling would leave them without a kind. */
function sameButCapitals(kind: string, known: string): AppError {
  const message = `kind: ${kind} ${capitalsOnly(known)} to change it, or delete it first`;
  return new AppError("invalid_input", message, { details: { problems: [{ field: "kind", message }] } });
}

function compileOrRefuse(definition: KindDefinition): void {
  try {
    compileKind(definition);
  } catch (error) {
    const why = messageOf(error).slice(0, 300);
    throw new AppError("invalid_input", `The schema of ${definition.kind} cannot be used: ${why}`, {
      cause: error,
    });
  }
}

export const kindNameInput = z.strictObject({ kind: z.string().min(1).max(63) });
export const kindSwitchInput = kindNameInput.extend({ enabled: z.boolean() });

/**
 * Takes a kind out of use, or back into it. Its entities stay, marked.
 *
 * @throws AppError not_found; precondition - a file is in charge of it
 */
export async function switchKind(ctx: TenantContext, input: z.infer<typeof kindSwitchInput>): Promise<void> {
  requirePermission(ctx, "catalog.model.manage");
  await withTenantSql(ctx, async (db) => {
    const row = await findKindForForm(db, input.kind);
    if (!row) throw unknownKind(input.kind);
    if (row.enabled !== input.enabled) await writeKindSwitch(db, ctx, { row, enabled: input.enabled });
  });
}

/**
 * Deletes a definition. Its entities stay, marked, until their sources take them back.
 *
 * @throws AppError not_found; precondition - a file is in charge of it
 */
export async function deleteKind(ctx: TenantContext, input: z.infer<typeof kindNameInput>): Promise<void> {
  requirePermission(ctx, "catalog.model.manage");
  await withTenantSql(ctx, async (db) => {
    const row = await findKindForForm(db, input.kind);
    if (!row) throw unknownKind(input.kind);
    await deleteKindRow(db, row.name);
    await recordAudit(db, ctx, {
      action: "catalog.kind.deleted",
      target: row.name,
      before: storedDefinition(row.definition),
    });
    await enqueue(db, applyKind, { kind: row.name, version: row.version });
  });
}

/** @throws AppError precondition - a file is in charge of the kind, so neither form nor API is */
async function findKindForForm(db: TenantSql, kind: string): Promise<KindRow | undefined> {
  // A file may be taking the kind over in this moment.
  await findKindSource(db, "lock");
  const row = await findKindRow(db, kind);
  if (row?.file && row.repository)
    throw new AppError(
      "precondition",
      `${row.name} is defined by ${row.file} in ${row.repository}. Change it there, or stop reading definitions from that repository under Settings, Kinds and fields.`,
    );
  return row;
}

/** Another tenant's kind and one nobody has give the same answer. */
export function unknownKind(kind: string): AppError {
  return new AppError(
    "not_found",
    `There is no kind ${kind.slice(0, 63)} of your own, and no fields added to one.`,
  );
}
