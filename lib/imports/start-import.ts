import { z } from "zod";
import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { definitionSchema, uploadInputSchema } from "./model/definition";
import { requireSavableExpressions } from "./run/check-expressions";
import { sourceNameSchema, writeSource } from "./save-source";
import { queueRun, type StartedRun } from "./start-run";

export const startImportInput = z.strictObject({
  /** an import that is fed again; left out: a new one */
  sourceId: z.uuid().optional(),
  name: sourceNameSchema,
  uploadId: z.uuid(),
  mapping: uploadInputSchema.shape.mapping,
  mode: definitionSchema.shape.mode,
  /** agrees to removals that would otherwise wait */
  confirmed: z.boolean().default(false),
});
export type StartImportInput = z.infer<typeof startImportInput>;

/** Saves an import and starts its run with the uploaded file, both or neither. */
export async function startImport(ctx: TenantContext, input: StartImportInput): Promise<StartedRun> {
  requirePermission(ctx, "catalog.source.manage");
  const { sourceId, name, uploadId, mapping, mode, confirmed } = input;
  const definition = { input: { kind: "upload" as const, mapping }, schedule: "manual" as const, mode };
  await requireSavableExpressions(definition);
  return withTenantSql(ctx, async (db) => {
    const saved = await writeSource(db, ctx, { sourceId, name, definition, secrets: {} });
    return queueRun(db, ctx, { sourceId: saved.sourceId, uploadId, confirmed, trigger: "person" });
  });
}
