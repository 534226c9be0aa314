import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { type TenantSql, withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { mergeAgain } from "../ingest/merge/merge-refs";
import { reportTaken } from "../ingest/merge/report-taken";
import { refreshRepositories } from "../jobs";
import { type Cause, causeOfActor } from "../model/cause";
import { type ClaimRow, deleteDecision, listClaimRows, upsertDecision } from "../store/conflict-store";
import { lockCatalog } from "../store/entity-store";

export const decideConflictInput = z.strictObject({
  ref: z.string().min(3).max(255),
  sourceId: z.uuid(),
  sourceKey: z.string().min(1).max(2_000),
  reason: z.string().trim().min(3, "say in a few words why").max(500),
});

export const undoDecisionInput = z.strictObject({ ref: z.string().min(3).max(255) });

/**
 * Chooses which of several claims on one name counts. The others contribute nothing until they are chosen, or until the chosen
 * one is gone.
 *
 * @throws AppError forbidden - without catalog.source.manage; not_found - no such claim on this name
 */
export async function decideConflict(
  ctx: TenantContext,
  input: z.infer<typeof decideConflictInput>,
): Promise<void> {
  requirePermission(ctx, "catalog.source.manage");
  const ref = input.ref.toLowerCase();
  await withTenantSql(ctx, async (db) => {
    await lockCatalog(db);
    const claims = await listClaimRows(db, [ref]);
    const chosen = claims.find(
      (claim) => claim.sourceId === input.sourceId && claim.sourceKey === input.sourceKey,
    );
    if (!chosen) throw new AppError("not_found", `No such source claims ${ref}.`);
    const actor = causeOfActor(ctx.actor);
    await upsertDecision(db, { ...input, ref, by: { id: actor.id, name: actor.name } });
    const source = chosen.repository ?? chosen.sourceName;
    await settle(db, ref, claims, { ...actor, reason: `chose ${source}: ${input.reason}` });
    await recordAudit(db, ctx, {
      action: "catalog.conflict.decided",
      target: ref,
      after: { source, sourceKey: input.sourceKey, reason: input.reason },
    });
  });
}

/**
 * Takes a decision back: the first claim counts again.
 *
 * @throws AppError forbidden; not_found - nothing was decided
 */
export async function undoDecision(
  ctx: TenantContext,
  input: z.infer<typeof undoDecisionInput>,
): Promise<void> {
  requirePermission(ctx, "catalog.source.manage");
  const ref = input.ref.toLowerCase();
  await withTenantSql(ctx, async (db) => {
    await lockCatalog(db);
    const before = await deleteDecision(db, ref);
    if (!before) throw new AppError("not_found", `Nothing was decided about ${ref}.`);
    const cause = { ...causeOfActor(ctx.actor), reason: "took a decision between sources back" };
    await settle(db, ref, await listClaimRows(db, [ref]), cause);
    await recordAudit(db, ctx, {
      action: "catalog.conflict.reopened",
      target: ref,
      before: { sourceKey: before.sourceKey, reason: before.reason },
    });
  });
}

/** Merges at once, moves the problem to the side that lost, and has the repositories read again for their verdicts. */
async function settle(db: TenantSql, ref: string, claims: readonly ClaimRow[], cause: Cause): Promise<void> {
  const plan = await mergeAgain(db, [ref], cause);
  await reportTaken(db, plan, undefined, [ref]);
  const bySource = new Map<string, Set<string>>();
  for (const { githubSourceId, externalId } of claims) {
    if (githubSourceId === null || externalId === null) continue;
    bySource.set(githubSourceId, (bySource.get(githubSourceId) ?? new Set()).add(externalId));
  }
  for (const [sourceId, ids] of bySource)
    await enqueue(db, refreshRepositories, { sourceId, externalIds: [...ids].slice(0, 100) });
}
