import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import type { Json } from "@/lib/platform/types";
import { type EntityRow, listEntityRows, listRelationRows, type RelationRow } from "../store/view-store";

// A page has at most 1,000 entities; this bounds what a pathological one costs.
const ALL_RELATIONS = 1_000_000;

/** An entity in Backstage's envelope, with the server-made uid and relations sorted by type and target. */
export type WireEntity = { readonly [key: string]: Json | undefined };

function toWire(row: EntityRow, relations: readonly RelationRow[]): WireEntity {
  const metadata = row.body.metadata;
  return {
    ...row.body,
    metadata: {
      ...(typeof metadata === "object" && metadata !== null && !Array.isArray(metadata) ? metadata : {}),
      namespace: row.namespace,
      uid: row.uid,
    },
    relations: relations.map(({ type, targetRef }) => ({ type, targetRef })),
  };
}

/**
 * Entities for machines, in order of their refs.
 *
 * @param input - limit 1 to 1,000; offset from 0
 */
export async function listWireEntities(
  ctx: TenantContext,
  input: { readonly limit: number; readonly offset: number; readonly kind: string | undefined },
): Promise<readonly WireEntity[]> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, async (db) => {
    const rows = await listEntityRows(db, input.limit, input.offset, input.kind?.toLowerCase());
    const relations = new Map<string, RelationRow[]>(rows.map((row) => [row.ref, []]));
    for (const relation of await listRelationRows(db, [...relations.keys()], ALL_RELATIONS))
      relations.get(relation.sourceRef)?.push(relation);
    return rows.map((row) => toWire(row, relations.get(row.ref) ?? []));
  });
}
