import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import type { TenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { applyKind } from "../jobs";
import { causeOfActor } from "../model/cause";
import { type KindRow, listKindRows, setKindSwitch, upsertKind } from "../store/kind-store";
import type { KindDefinition } from "./definition";
import { storedDefinition } from "./load-kinds";

/** Kinds a tenant can declare. */
export const KINDS_MAX = 50;

/** The file that says it, when no person does; named in the audit. */
export type KindFile = { readonly repository: string; readonly file: string; readonly commit: string };

/**
 * Writes a definition, records who or which file said so, and has the catalog follow.
 *
 * @param before - the row of now, read in this transaction
 * @throws AppError limit_reached - too many kinds
 */
export async function writeKind(
  db: TenantSql,
  ctx: TenantContext,
  input: {
    readonly definition: KindDefinition;
    readonly before: KindRow | undefined;
    readonly from?: KindFile | undefined;
  },
): Promise<number> {
  const { definition, before, from } = input;
  if (!before && (await listKindRows(db)).length >= KINDS_MAX)
    throw new AppError("limit_reached", `A catalog can have ${KINDS_MAX} kinds of its own.`);
  const version = await upsertKind(db, {
    name: definition.kind,
    definition,
    updatedBy: from?.repository ?? causeOfActor(ctx.actor).name,
    file: from?.file,
  });
  await recordAudit(db, ctx, {
    action: before ? "catalog.kind.changed" : "catalog.kind.declared",
    target: definition.kind,
    before: before && {
      ...storedDefinition(before.definition),
      ...(before.file ? { file: before.file } : {}),
    },
    after: from ? { ...definition, from } : definition,
  });
  await enqueue(db, applyKind, { kind: definition.kind, version });
  return version;
}

/** Puts a kind in use or out of it, and the form in charge of it. Its entities stay, marked. */
export async function writeKindSwitch(
  db: TenantSql,
  ctx: TenantContext,
  input: { readonly row: KindRow; readonly enabled: boolean; readonly from?: KindFile | undefined },
): Promise<void> {
  const { row, enabled, from } = input;
  await setKindSwitch(db, {
    name: row.name,
    enabled,
    updatedBy: from?.repository ?? causeOfActor(ctx.actor).name,
  });
  await recordAudit(db, ctx, {
    action: enabled ? "catalog.kind.enabled" : "catalog.kind.disabled",
    target: row.name,
    before: { enabled: row.enabled },
    after: from ? { enabled, from } : { enabled },
  });
  await enqueue(db, applyKind, { kind: row.name, version: row.version });
}
