import { z } from "zod";
import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { loadKinds } from "../kinds/load-kinds";
import type { KindRule } from "../model/kind-rules";
import { type KindSet, meantKind } from "../model/kinds";
import { countDeclaredByKind, listKindRules, listRepositoryNames } from "../store/kind-rule-store";

/** Rules by name, as they are given and shown. */
export type KindRulesView = {
  readonly rules: readonly { readonly kind: string; readonly repositories: readonly string[] }[];
};

export function toView(rules: readonly KindRule[], kinds: KindSet): KindRulesView {
  return {
    rules: rules.map(({ kind, repositories }) => ({
      kind: meantKind(kind, kinds) ?? kind,
      repositories: repositories.map(({ name }) => name),
    })),
  };
}

/** Which kinds not every repository may declare, and which may. */
export async function listRulesOfKinds(ctx: TenantContext): Promise<KindRulesView> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, async (db) => toView(await listKindRules(db), await loadKinds(db)));
}

/** A kind with what repositories declare of it now. */
export type DeclaredKind = {
  readonly kind: string;
  readonly entities: number;
  readonly repositories: number;
};

/** Every kind there can be a rule for. */
export async function listDeclaredKinds(ctx: TenantContext): Promise<readonly DeclaredKind[]> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, async (db) => {
    const counts = new Map((await countDeclaredByKind(db)).map((one) => [one.kind, one]));
    const { names } = await loadKinds(db);
    return names.map((kind) => {
      const { entities = 0, repositories = 0 } = counts.get(kind.toLowerCase()) ?? {};
      return { kind, entities, repositories };
    });
  });
}

export const suggestRepositoriesInput = z.strictObject({ q: z.string().max(201) });

const SUGGESTED = 20;

/** Repositories with a text in their `owner/name`, to choose one from; one that is named exactly so comes first. */
export async function suggestRepositories(
  ctx: TenantContext,
  { q }: z.infer<typeof suggestRepositoriesInput>,
): Promise<readonly string[]> {
  requirePermission(ctx, "catalog.source.manage");
  return withTenantSql(ctx, (db) => listRepositoryNames(db, q.trim(), SUGGESTED));
}
