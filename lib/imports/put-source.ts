import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import type { Definition } from "./model/definition";
import { getSource, type SourceDetail } from "./query/get-source";
import { requireSavableExpressions } from "./run/check-expressions";
import { writeSource } from "./save-source";
import { findSourceByName } from "./store/source-store";

/** Creates the source of this name, or makes its definition this one. Saying the same again changes nothing but its version. */
export async function putSource(
  ctx: TenantContext,
  input: {
    readonly name: string;
    readonly definition: Definition;
    readonly secrets: Readonly<Record<string, string>>;
  },
): Promise<SourceDetail> {
  requirePermission(ctx, "catalog.source.manage");
  await requireSavableExpressions(input.definition);
  const { sourceId } = await withTenantSql(ctx, async (db) => {
    const before = await findSourceByName(db, input.name);
    return writeSource(db, ctx, {
      sourceId: before?.sourceId,
      name: before?.name ?? input.name,
      definition: input.definition,
      secrets: { ...input.secrets },
    });
  });
  return getSource(ctx, { sourceId });
}
