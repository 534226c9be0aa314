import type { TenantContext } from "@/lib/platform/context";
import type { TenantSql } from "@/lib/platform/db";
import type { TenantId } from "@/lib/platform/types";
import { BUILT_IN, type KindSet, makeKindSet } from "../model/kinds";
import { listEnabledDefinitions, readDefinitions } from "../store/kind-store";
import { compileKind } from "./compile-kind";
import type { KindDefinition } from "./definition";

/** Tenants whose compiled kinds are kept; one of 50 kinds holds about a megabyte. */
const TENANTS_MAX = 100;

type Kept = { readonly definitions: readonly string[]; readonly kinds: KindSet };
const kept = new Map<string, Kept>();

/** A definition as the store keeps it. */
export function storedDefinition(text: string): KindDefinition {
  // Written by put-kind.ts only, after its schema.
  return JSON.parse(text);
}

/** The tenant's kinds, for work that checks outside a transaction. */
export async function tenantKinds(ctx: TenantContext): Promise<KindSet> {
  const rows = await readDefinitions(ctx);
  return compiled(
    ctx.tenantId,
    rows.filter((row) => row.enabled).map((row) => row.definition),
  );
}

/**
 * The kinds of the tenant: Backstage's and its own, as they are in this transaction. Asked once for a batch.
 *
 * One small read; compiled schemas are kept while the definitions stay the same.
 */
export async function loadKinds(db: TenantSql): Promise<KindSet> {
  return compiled(db.tenantId, await listEnabledDefinitions(db));
}

/** The kinds of these definitions and Backstage's own; the same object while the tenant's definitions stay the same. */
export function compiled(tenantId: TenantId, definitions: readonly string[]): KindSet {
  if (definitions.length === 0) return BUILT_IN;
  const known = kept.get(tenantId);
  const isSame =
    known?.definitions.length === definitions.length &&
    known.definitions.every((text, index) => text === definitions[index]);
  const kinds =
    known && isSame
      ? known.kinds
      : makeKindSet(definitions.map((text) => compileKind(storedDefinition(text))));
  kept.delete(tenantId);
  kept.set(tenantId, { definitions, kinds });
  const [oldest] = kept.keys();
  if (kept.size > TENANTS_MAX && oldest !== undefined) kept.delete(oldest);
  return kinds;
}
