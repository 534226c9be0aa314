import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { type Definition, readDefinition } from "../model/definition";
import { listSecretNames } from "../run/source-secrets";
import { findUndoable, listRunRows, type RunRow } from "../store/run-store";
import { findSource, findSourceByName, type SourceRow } from "../store/source-store";
import { listSaidHashes } from "../store/undo-store";

export const RUNS_PAGE = 20;

export type SourceDetail = Omit<SourceRow, "definition"> & {
  readonly definition: Definition;
  /** names of the secrets that are entered */
  readonly secrets: readonly string[];
  readonly entities: number;
  readonly runs: readonly RunRow[];
  readonly runsTotal: number;
  /** the run that may be taken back now */
  readonly undoable: string | undefined;
};

/** One import or processor with its runs, newest first. @throws AppError not_found */
export async function getSource(
  ctx: TenantContext,
  input: { readonly sourceId: string; readonly page?: number },
): Promise<SourceDetail> {
  requirePermission(ctx, "catalog.source.manage");
  return withTenantSql(ctx, async (db) => {
    const source = await findSource(db, input.sourceId);
    if (!source) throw new AppError("not_found", "There is no such source.");
    const from = ((input.page ?? 1) - 1) * RUNS_PAGE;
    const { runs, total } = await listRunRows(db, input.sourceId, { from, limit: RUNS_PAGE });
    return {
      ...source,
      definition: readDefinition(source.definition),
      secrets: await listSecretNames(db, input.sourceId),
      entities: (await listSaidHashes(db, input.sourceId)).length,
      runs,
      runsTotal: total,
      undoable: (await findUndoable(db, input.sourceId))?.id,
    };
  });
}

/** The same by its name, which programs know. @throws AppError not_found */
export async function getSourceByName(ctx: TenantContext, name: string): Promise<SourceDetail> {
  requirePermission(ctx, "catalog.source.manage");
  const found = await withTenantSql(ctx, (db) => findSourceByName(db, name));
  if (!found) throw new AppError("not_found", `There is no source named "${name}".`);
  return getSource(ctx, { sourceId: found.sourceId });
}
