import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import type { Json } from "@/lib/platform/types";
import { loadKinds } from "../kinds/load-kinds";
import type { Cause } from "../model/cause";
import type { Entity } from "../model/entity";
import type { FieldChange } from "../model/fields";
import { relationsOf } from "../model/relations";
import { bodyOfServed, servedParts, servedText } from "../model/served";
import { undoChanges } from "../model/undo";
import { findPastRow, findVersionAt, listMentioning } from "../store/as-of-store";
import { etagOf } from "../store/body-etag";
import { type Moment, resolveMoment } from "./moment";

export type PastRelation = { readonly type: string; readonly targetRef: string };

/** An entity as it was. */
export type PastEntity = {
  readonly uid: string;
  /** its ref then; `currentRef` is today's */
  readonly ref: string;
  readonly currentRef: string;
  readonly body: Entity;
  /** its version then, and when, how and by whom that came to be */
  readonly version: number;
  readonly since: Date;
  readonly change: string;
  readonly cause: Cause;
  /** gone at the moment; `body` is the last one it had */
  readonly removed: boolean;
  /** the moment asked for */
  readonly at: Date;
};

/**
 * The state of an entity at a moment.
 *
 * @param ref - its ref then or now; then goes before now
 * @returns undefined when no entity had, or has, that ref at the moment
 */
export async function asOf(ctx: TenantContext, ref: string, moment: Moment): Promise<PastEntity | undefined> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, async (db) => {
    const at = await resolveMoment(db, moment);
    const row = await findPastRow(db, ref.toLowerCase(), at);
    if (!row) return undefined;
    const { uid, currentRef, version, change, cause } = row;
    const body = pastBody(row);
    return {
      uid,
      ref: row.ref,
      currentRef,
      body,
      version,
      since: row.at,
      change,
      cause,
      removed: change === "removed",
      at,
    };
  });
}

/** The catalog version of a moment; undefined before the first. */
export async function versionAt(ctx: TenantContext, at: Date): Promise<number | undefined> {
  requirePermission(ctx, "catalog.entity.read");
  const version = await withTenantSql(ctx, (db) => findVersionAt(db, at));
  return version === undefined ? undefined : Number(version);
}

/** The body of a stored row with its later changes undone. */
export function pastBody(row: {
  readonly served: string;
  readonly diffs: readonly (readonly FieldChange[])[];
}): Entity {
  return undoChanges(bodyOfServed(row.served), row.diffs);
}

const MENTIONS_MAX = 2_000;

/** Relations of an entity at a moment, stated and incoming, computed from the states of then. */
export async function relationsAsOf(ctx: TenantContext, past: PastEntity): Promise<readonly PastRelation[]> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, async (db) => {
    const kinds = await loadKinds(db);
    const name = past.ref.slice(past.ref.indexOf("/") + 1);
    const mentioning = await listMentioning(db, past.at, past.ref, name, MENTIONS_MAX);
    const incoming = mentioning.flatMap((row) =>
      relationsOf(pastBody(row), kinds)
        .filter((relation) => relation.targetRef === past.ref)
        .map(({ inverse }) => ({ type: inverse, targetRef: row.ref })),
    );
    const stated = relationsOf(past.body, kinds).map(({ type, targetRef }) => ({ type, targetRef }));
    const all = new Map([...stated, ...incoming].map((one) => [`${one.type} ${one.targetRef}`, one]));
    return [...all.keys()].sort().flatMap((key) => all.get(key) ?? []);
  });
}

/** A past state in Backstage's envelope, as it was served then. */
export function pastJson(past: PastEntity, relations: readonly PastRelation[]): Record<string, Json> {
  const parts = servedParts(past.body);
  // A served text is JSON by construction.
  return {
    ...JSON.parse(servedText(parts, past.uid, etagOf(parts))),
    relations: relations.map((one) => ({ ...one })),
  };
}
