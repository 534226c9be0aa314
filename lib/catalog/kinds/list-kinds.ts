import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import {
  countEntitiesByKind,
  findKindRow,
  type KindRow,
  listKindRows,
  readDefinitions,
} from "../store/kind-store";
import { isOwnKind, type KindDefinition } from "./definition";
import { storedDefinition } from "./load-kinds";
import { unknownKind } from "./put-kind";

export type KindView = {
  readonly definition: KindDefinition;
  /** a kind of the tenant's own; false: further fields of one of Backstage's */
  readonly own: boolean;
  readonly version: number;
  readonly enabled: boolean;
  readonly updatedAt: Date;
  readonly updatedBy: string;
  /** live entities of the kind */
  readonly entities: number;
  /** the file in charge of it; without one the form is */
  readonly from: { readonly repository: string; readonly file: string; readonly url: string } | undefined;
};

function fromOf({ file, repository, url, defaultBranch }: KindRow): KindView["from"] {
  if (file === null || repository === null || url === null) return undefined;
  const path = [defaultBranch ?? "HEAD", ...file.split("/")].map(encodeURIComponent).join("/");
  return { repository, file, url: `${url}/blob/${path}` };
}

function toView(
  row: KindRow,
  counts: readonly { readonly kind: string; readonly count: number }[],
): KindView {
  const definition = storedDefinition(row.definition);
  const { version, enabled, updatedAt, updatedBy } = row;
  const entities = counts.find(({ kind }) => kind === row.name.toLowerCase())?.count ?? 0;
  const from = fromOf(row);
  return { definition, own: isOwnKind(definition), version, enabled, updatedAt, updatedBy, entities, from };
}

/** What the tenant has declared: kinds of its own, and fields it added to Backstage's. */
export async function listKinds(ctx: TenantContext): Promise<readonly KindView[]> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, async (db) => {
    const rows = await listKindRows(db);
    const counts = rows.length === 0 ? [] : await countEntitiesByKind(db);
    return rows.map((row) => toView(row, counts));
  });
}

/** What pages need to name and draw entities of a kind. */
export type KindLook = Pick<KindDefinition, "kind" | "plural" | "icon" | "colour">;

/** Names and looks of the tenant's own kinds. Those out of use are among them, since their entities are still there. */
export async function listKindLooks(ctx: TenantContext): Promise<readonly KindLook[]> {
  requirePermission(ctx, "catalog.entity.read");
  const rows = await readDefinitions(ctx);
  return rows
    .map((row) => storedDefinition(row.definition))
    .filter(isOwnKind)
    .map(({ kind, plural, icon, colour }) => ({ kind, plural, icon, colour }));
}

/** @throws AppError not_found */
export async function getKind(ctx: TenantContext, kind: string): Promise<KindView> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, async (db) => {
    const row = await findKindRow(db, kind);
    if (!row) throw unknownKind(kind);
    return toView(row, await countEntitiesByKind(db));
  });
}
