import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { type TenantSql, withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import type { Json } from "@/lib/platform/types";
import { applyFragments } from "../ingest/merge/apply-fragments";
import { loadKinds } from "../kinds/load-kinds";
import { type Cause, causeOfActor } from "../model/cause";
import { DEFAULT_NAMESPACE, type Entity } from "../model/entity";
import { type EditableField, fieldValue, parseEditableField, withField } from "../model/field-path";
import { listFields } from "../model/fields";
import { type Origins, PORTAL_SOURCE } from "../model/fragment";
import type { MergeInput } from "../model/merge";
import { listDangling, lockCatalog } from "../store/entity-store";
import { upsertPortalSource } from "../store/overlay-store";
import { type EditedEntity, overlayKey, readEdited } from "./edited-entity";
import { type Meanwhile, requireUnchanged } from "./meanwhile";
import { requireValid } from "./require-valid";

const refText = z.string().min(3).max(255);
const fieldText = z.string().min(1).max(400);
const VALUE_BYTES_MAX = 64 * 1024;

export const setOverlayInput = z.strictObject({
  ref: refText,
  /** as `listFields` names it: `spec.owner`, `metadata.annotations.<key>` */
  path: fieldText,
  /** null takes the field away, whatever sources say */
  value: z.json().refine((value) => JSON.stringify(value).length <= VALUE_BYTES_MAX, "at most 64 KiB"),
  reason: z.string().trim().min(3, "say in a few words why").max(500),
  /** the entity's version the person saw; then a change of this field since is told, not overwritten */
  seenVersion: z.number().int().positive().optional(),
});
export type SetOverlayInput = z.infer<typeof setOverlayInput>;

export const resetOverlayInput = z.strictObject({
  ref: refText,
  path: fieldText,
  seenVersion: z.number().int().positive().optional(),
});
export type ResetOverlayInput = z.infer<typeof resetOverlayInput>;

/** What an edit came to. */
export type Edited = {
  readonly version: number;
  /** what else changed between the version the person saw and this edit */
  readonly meanwhile: readonly Meanwhile[];
  /** refs the new value names that are not in the catalog */
  readonly unresolved: readonly string[];
};

/**
 * Edits one field in the portal. The value lies over what sources say, with who, when and why; the sources stay as they are.
 *
 * @throws AppError forbidden - without catalog.entity.write; not_found; invalid_input - `details.issues` has what is wrong at
 *   which field; conflict - the field changed after `seenVersion`: `details` has its value now
 */
export async function setOverlay(ctx: TenantContext, input: SetOverlayInput): Promise<Edited> {
  const how = { action: "set", reason: input.reason } as const;
  return edit(ctx, input, how, (field, edited, cause) => {
    const after = edited.merge(undefined).body;
    if (input.value === null && fieldValue(after, field) === undefined)
      throw new AppError("invalid_input", `${field.name} has no value beneath that could be taken away.`);
    const origin = { rule: input.reason, by: cause.name, at: new Date().toISOString() };
    return {
      body: withField(edited.overlay?.body ?? identityOf(edited), field, input.value),
      origins: { ...edited.overlay?.origins, [field.name]: origin },
    };
  });
}

/**
 * Takes the overlay of one field back: what lies beneath shows again.
 *
 * @throws AppError not_found - the field has no overlay; otherwise as setOverlay
 */
export async function resetOverlay(ctx: TenantContext, input: ResetOverlayInput): Promise<Edited> {
  const how = { action: "reset", reason: `took the edit of ${input.path} back` } as const;
  return edit(ctx, input, how, (field, { overlay }) => {
    if (!overlay || fieldValue(overlay.body, field) === undefined)
      throw new AppError("not_found", `${field.name} of ${input.ref} has no overlay.`);
    const { [field.name]: _, ...origins } = overlay.origins;
    const body = withField(overlay.body, field, undefined);
    return hasFields(body) ? { body, origins } : undefined;
  });
}

type NextOverlay = { readonly body: Entity; readonly origins: Origins };

async function edit(
  ctx: TenantContext,
  input: ResetOverlayInput,
  { action, reason }: { readonly action: "set" | "reset"; readonly reason: string },
  change: (field: EditableField, edited: EditedEntity, cause: Cause) => NextOverlay | undefined,
): Promise<Edited> {
  requirePermission(ctx, "catalog.entity.write");
  const field = parseEditableField(input.path);
  if (!field)
    throw new AppError(
      "invalid_input",
      `${input.path} cannot be edited here: what an entity is called is decided where it is declared.`,
    );
  return withTenantSql(ctx, async (db) => {
    await lockCatalog(db);
    const edited = await readEdited(db, input.ref);
    const meanwhile = await requireUnchanged(db, edited, field, input.seenVersion);
    const cause = { ...causeOfActor(ctx.actor), reason };
    const next = change(field, edited, cause);
    const sourceId = await upsertPortalSource(db);
    const before = edited.merge(edited.overlay).body;
    const after = edited.merge(next && toInput(edited, sourceId, next)).body;
    requireValid(before, after, field, await loadKinds(db));
    const key = overlayKey(edited.uid);
    const plan = await applyFragments(db, {
      sourceId,
      scope: { kind: "keys", keys: [key] },
      fragments: next
        ? [
            {
              ...next,
              sourceKey: key,
              ref: edited.ref,
              layer: "overlay",
              source: PORTAL_SOURCE,
              repositoryId: undefined,
            },
          ]
        : [],
      staleKeys: [],
      cause,
    });
    await recordAudit(db, ctx, {
      action: `catalog.overlay.${action}`,
      target: `${edited.ref} ${field.name}`,
      before: auditValue(fieldValue(before, field)),
      after: { ...auditValue(fieldValue(after, field)), ...(action === "set" ? { reason } : {}) },
    });
    const version = plan.writes.find((row) => row.ref === edited.ref)?.version ?? edited.version;
    return { version, meanwhile, unresolved: await unresolvedOf(db, edited.ref, fieldValue(after, field)) };
  });
}

function auditValue(value: Json | undefined): { readonly value?: Json } {
  return value === undefined ? {} : { value };
}

function identityOf(edited: EditedEntity): Entity {
  const { apiVersion, kind, metadata } = edited.merge(undefined).body;
  return {
    apiVersion,
    kind,
    metadata: { name: metadata.name, namespace: metadata.namespace ?? DEFAULT_NAMESPACE },
  };
}

function hasFields(body: Entity): boolean {
  return listFields(body).some(({ name }) => parseEditableField(name) !== undefined);
}

function toInput(edited: EditedEntity, sourceId: string, next: NextOverlay): MergeInput {
  return {
    ...next,
    sourceId,
    sourceKey: overlayKey(edited.uid),
    repositoryId: undefined,
    layer: "overlay",
    source: PORTAL_SOURCE,
    order: Number.POSITIVE_INFINITY,
  };
}

/** References in the new value that lead nowhere: a warning, as for files. */
async function unresolvedOf(db: TenantSql, ref: string, value: Json | undefined): Promise<readonly string[]> {
  const text = JSON.stringify(value ?? null).toLowerCase();
  const dangling = await listDangling(db, [ref]);
  const named = dangling.filter(({ targetRef }) =>
    text.includes(targetRef.slice(targetRef.indexOf("/") + 1)),
  );
  return [...new Set(named.map(({ targetRef }) => targetRef))];
}
