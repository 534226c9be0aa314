import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events";
import { readDefinition } from "./model/definition";
import { nextRunAt } from "./model/schedule";
import { IMPORT_TOPIC } from "./run/topic";
import { findSource, setEnabled } from "./store/source-store";

export const switchSourceInput = z.strictObject({ sourceId: z.uuid(), enabled: z.boolean() });

/** Stops a source's schedule, or starts it again. What it has given stays either way. */
export async function switchSource(
  ctx: TenantContext,
  { sourceId, enabled }: z.infer<typeof switchSourceInput>,
): Promise<void> {
  requirePermission(ctx, "catalog.source.manage");
  await withTenantSql(ctx, async (db) => {
    const source = await findSource(db, sourceId);
    if (!source) throw new AppError("not_found", "There is no such source.");
    const { schedule } = readDefinition(source.definition);
    await setEnabled(db, sourceId, enabled, enabled ? nextRunAt(schedule, new Date()) : undefined);
    await recordAudit(db, ctx, {
      action: "catalog.source.switched",
      target: sourceId,
      before: { enabled: source.enabled },
      after: { name: source.name, enabled },
    });
    await publish(db, IMPORT_TOPIC, { sourceId });
  });
}
