import type { TenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import type { EditableField } from "../model/field-path";
import { fieldValue } from "../model/field-path";
import { listChangesAfter } from "../store/overlay-store";
import type { EditedEntity } from "./edited-entity";

/** A change somebody else made while a person was editing. */
export type Meanwhile = { readonly path: string; readonly by: string; readonly at: string };

/**
 * Compares the version a person saw with the one that is there. Changes of other fields are told afterwards; a change of the
 * field itself stops the edit, so that nobody overwrites what they have not seen.
 *
 * @throws AppError conflict - with the field's value now, the version to confirm, and who changed it
 */
export async function requireUnchanged(
  db: TenantSql,
  edited: EditedEntity,
  field: EditableField,
  seenVersion: number | undefined,
): Promise<readonly Meanwhile[]> {
  if (seenVersion === undefined || seenVersion >= edited.version) return [];
  const changes = (await listChangesAfter(db, edited.uid, seenVersion)).flatMap(({ diff, cause, at }) =>
    diff.map(({ path }) => ({ path, by: cause.name, at: at.toISOString() })),
  );
  const mine = changes.findLast(({ path }) => path === field.name);
  if (mine) {
    const value = fieldValue(edited.merge(edited.overlay).body, field);
    throw new AppError("conflict", `${field.name} was changed by ${mine.by} while you were editing.`, {
      details: { value: value ?? null, version: edited.version, by: mine.by, at: mine.at },
    });
  }
  return changes;
}
