import { can, requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { isKindFile } from "../../ingest/file-interest";
import {
  findKindSource,
  type KindFileProblem,
  type KindSourceRow,
  type KindSourceState,
  listChoosable,
  listRepositoryProblems,
  readKindSourceState,
} from "../../store/kind-source-store";

/** Where definitions are read from, and what is wrong with them. */
export type KindSourceView = KindSourceRow &
  KindSourceState & { readonly problems: readonly KindFileProblem[] };

const CHOICES_MAX = 2_000;

/** The repository that defines kinds; undefined while none does. */
export async function readKindSource(ctx: TenantContext): Promise<KindSourceView | undefined> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, async (db) => {
    const source = await findKindSource(db);
    const state = await readKindSourceState(db);
    if (!source || !state) return undefined;
    const problems = await listRepositoryProblems(db, source.repositoryId);
    return { ...source, ...state, problems: problems.filter(({ path }) => isKindFile(source.folder, path)) };
  });
}

/** Names of repositories for the form that chooses one; none for those who may not. */
export async function listKindSourceChoices(ctx: TenantContext): Promise<readonly string[]> {
  if (!can(ctx, "catalog.model.manage")) return [];
  return withTenantSql(ctx, (db) => listChoosable(db, CHOICES_MAX));
}
