import { can, requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import type { Json } from "@/lib/platform/types";
import type { Entity } from "../model/entity";
import { diffEntities } from "../model/fields";
import {
  bodyOfClaim,
  type ClaimRow,
  type ConflictRow,
  countConflicts,
  countOpenConflicts,
  listClaimRows,
  listConflictRows,
} from "../store/conflict-store";

/** One source's claim on a name. */
export type Claim = {
  readonly sourceId: string;
  readonly sourceKey: string;
  /** `declared` by a file or `imported` by a set, an import or GitHub's teams and people */
  readonly layer: string;
  /** repository, set or organisation by name */
  readonly source: string;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly url: string | undefined;
  readonly since: Date;
  readonly counts: boolean;
  readonly chosen: boolean;
  readonly body: Entity;
};

/** A field the claims disagree on; one value per claim, in the order of the claims. */
export type ClaimDifference = { readonly path: string; readonly values: readonly (Json | undefined)[] };

export type Conflict = {
  readonly ref: string;
  readonly since: Date;
  readonly claims: readonly Claim[];
  readonly differences: readonly ClaimDifference[];
  readonly decision: ConflictRow["decision"];
};

export const CONFLICT_PAGE = 20;

function toClaim(row: ClaimRow, counts: boolean, chosen: boolean): Claim {
  const origin = row.origins["metadata.name"] ?? row.origins["*"];
  const file = row.layer === "declared" ? origin?.file : undefined;
  const place = file?.split("/").map(encodeURIComponent).join("/");
  return {
    sourceId: row.sourceId,
    sourceKey: row.sourceKey,
    layer: row.layer,
    source: row.repository ?? row.origins["*"]?.source ?? `${row.sourceKind} ${row.sourceName}`,
    file,
    line: origin?.line,
    url:
      row.url && place
        ? `${row.url}/blob/${row.defaultBranch ?? "HEAD"}/${place}${origin?.line ? `#L${origin.line}` : ""}`
        : (row.url ?? undefined),
    since: row.since,
    counts,
    chosen,
    body: bodyOfClaim(row),
  };
}

// Where a file stands is different for each claim by its nature.
const PLACE =
  /^metadata\.annotations\.(backstage\.io\/(managed-by|view-url|edit-url|source-location)|github\.com\/project-slug)/;

function differencesOf(claims: readonly Claim[]): readonly ClaimDifference[] {
  const [first, ...others] = claims;
  if (!first) return [];
  const rows = new Map<string, (Json | undefined)[]>();
  others.forEach((claim, index) => {
    for (const { path, before, after } of diffEntities(first.body, claim.body)) {
      if (PLACE.test(path)) continue;
      const values = rows.get(path) ?? claims.map(() => before);
      values[index + 1] = after;
      rows.set(path, values);
    }
  });
  return [...rows].map(([path, values]) => ({ path, values }));
}

/** The claims on one name with who holds it: of each layer the chosen one, or else the first. */
export function readClaims(rows: readonly ClaimRow[], decision: ConflictRow["decision"]): readonly Claim[] {
  const isChosen = (row: ClaimRow) =>
    row.sourceId === decision?.sourceId && row.sourceKey === decision.sourceKey;
  const contested = rows.filter((row) => rows.filter((other) => other.layer === row.layer).length > 1);
  return contested.map((row) => {
    const rivals = contested.filter((other) => other.layer === row.layer);
    const holder = rivals.find(isChosen) ?? rivals[0];
    return toClaim(row, row === holder, isChosen(row));
  });
}

/** Names that several sources claim, each with its claims side by side; undecided ones first. */
export async function listConflicts(
  ctx: TenantContext,
  input: { readonly page: number },
): Promise<{
  items: readonly Conflict[];
  total: number;
  open: number;
  mayDecide: boolean;
}> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, async (db) => {
    const rows = await listConflictRows(db, CONFLICT_PAGE, (input.page - 1) * CONFLICT_PAGE);
    const claims = await listClaimRows(
      db,
      rows.map((row) => row.ref),
    );
    const items = rows.map((row): Conflict => {
      const read = readClaims(
        claims.filter((claim) => claim.ref === row.ref),
        row.decision,
      );
      return { ...row, claims: read, differences: differencesOf(read) };
    });
    return {
      items,
      total: await countConflicts(db),
      open: await countOpenConflicts(db),
      mayDecide: can(ctx, "catalog.source.manage"),
    };
  });
}
