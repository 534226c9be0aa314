import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { applyKind } from "../jobs";
import { causeOfActor } from "../model/cause";
import { deleteKindRow, findKindRow, listKindRows, setKindSwitch, upsertKind } from "../store/kind-store";
import { compileKind } from "./compile-kind";
import { type KindDefinition, kindDefinitionSchema } from "./definition";
import { storedDefinition } from "./load-kinds";

/** Kinds a tenant can declare. */
export const KINDS_MAX = 50;

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
 * @throws AppError conflict - somebody changed it since; limit_reached - too many kinds
 */
export async function putKind(ctx: TenantContext, input: PutKindInput): Promise<SavedKind> {
  requirePermission(ctx, "catalog.model.manage");
  const { definition } = input;
  compileOrRefuse(definition);
  return withTenantSql(ctx, async (db) => {
    const before = await findKindRow(db, definition.kind);
    if (input.version !== undefined && input.version !== (before?.version ?? 0))
      throw new AppError(
        "conflict",
        before
          ? `${definition.kind} was changed meanwhile. Load the page again and repeat your change.`
          : `${definition.kind} was deleted meanwhile.`,
      );
    if (!before && (await listKindRows(db)).length >= KINDS_MAX)
      throw new AppError("limit_reached", `A catalog can have ${KINDS_MAX} kinds of its own.`);
    const saved = await upsertKind(db, {
      name: definition.kind,
      definition,
      updatedBy: causeOfActor(ctx.actor).name,
    });
    await recordAudit(db, ctx, {
      action: before ? "catalog.kind.changed" : "catalog.kind.declared",
      target: definition.kind,
      before: before && storedDefinition(before.definition),
      after: definition,
    });
    await enqueue(db, applyKind, { kind: definition.kind, version: saved.version });
    return { kind: definition.kind, version: saved.version, created: !before };
  });
}

function compileOrRefuse(definition: KindDefinition): void {
  try {
    compileKind(definition);
  } catch (error) {
    throw new AppError("invalid_input", `The schema of ${definition.kind} cannot be used.`, { cause: error });
  }
}

export const kindNameInput = z.strictObject({ kind: z.string().min(1).max(63) });
export const kindSwitchInput = kindNameInput.extend({ enabled: z.boolean() });

/** Takes a kind out of use, or back into it. Its entities stay, marked. @throws AppError not_found */
export async function switchKind(ctx: TenantContext, input: z.infer<typeof kindSwitchInput>): Promise<void> {
  requirePermission(ctx, "catalog.model.manage");
  await withTenantSql(ctx, async (db) => {
    const row = await findKindRow(db, input.kind);
    if (!row) throw unknownKind(input.kind);
    if (row.enabled === input.enabled) return;
    await setKindSwitch(db, {
      name: row.name,
      enabled: input.enabled,
      updatedBy: causeOfActor(ctx.actor).name,
    });
    await recordAudit(db, ctx, {
      action: input.enabled ? "catalog.kind.enabled" : "catalog.kind.disabled",
      target: row.name,
      before: { enabled: row.enabled },
      after: { enabled: input.enabled },
    });
    await enqueue(db, applyKind, { kind: row.name, version: row.version });
  });
}

/** Deletes a definition. Its entities stay, marked, until their sources take them back. @throws AppError not_found */
export async function deleteKind(ctx: TenantContext, input: z.infer<typeof kindNameInput>): Promise<void> {
  requirePermission(ctx, "catalog.model.manage");
  await withTenantSql(ctx, async (db) => {
    const row = await findKindRow(db, input.kind);
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

/** Another tenant's kind and one nobody has give the same answer. */
export function unknownKind(kind: string): AppError {
  return new AppError(
    "not_found",
    `There is no kind ${kind.slice(0, 63)} of your own, and no fields added to one.`,
  );
}
