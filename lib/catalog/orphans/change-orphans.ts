import { z } from "zod";
import { type Permission, requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { type TenantSql, withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events";
import { applyFragments } from "../ingest/merge/apply-fragments";
import { causeOfActor } from "../model/cause";
import { PORTAL_SOURCE } from "../model/fragment";
import { bodyOfServed } from "../model/served";
import { lockCatalog } from "../store/entity-store";
import {
  archiveAged,
  clearArchived,
  deleteOrphans as deleteOrphanRows,
  findKeepDays,
  findOrphans,
  markArchived,
  type OrphanBody,
  saveKeepDays,
} from "../store/orphan-store";
import { upsertPortalSource } from "../store/overlay-store";

const uids = z.array(z.uuid()).min(1).max(500);
export const orphansInput = z.strictObject({ uids });
export const restoreOrphansInput = z.strictObject({ uids, reason: z.string().trim().min(3).max(500) });
export const orphanPolicyInput = z.strictObject({ keepDays: z.number().int().min(1).max(3_650) });

type Uids = z.infer<typeof orphansInput>;
/** How many were changed; those that are no orphans any more are passed over. */
export type OrphansChanged = { readonly changed: number };

/** The key of what keeps a restored orphan alive. */
export function keptKey(uid: string): string {
  return `kept:${uid}`;
}

async function change(
  ctx: TenantContext,
  permission: Permission,
  input: Uids,
  action: string,
  work: (db: TenantSql, orphans: readonly OrphanBody[]) => Promise<void>,
): Promise<OrphansChanged> {
  requirePermission(ctx, permission);
  return withTenantSql(ctx, async (db) => {
    await lockCatalog(db);
    const orphans = await findOrphans(db, input.uids);
    if (orphans.length === 0) throw new AppError("not_found", "None of these is an orphan any more.");
    await work(db, orphans);
    for (const { ref } of orphans) await recordAudit(db, ctx, { action, target: ref });
    await publish(db, "catalog.orphans", { changed: orphans.length });
    return { changed: orphans.length };
  });
}

/**
 * Brings orphans back as they were. From then on they stand in the portal's own source, until a source names them again, which
 * then counts alone.
 */
export async function restoreOrphans(
  ctx: TenantContext,
  input: z.infer<typeof restoreOrphansInput>,
): Promise<OrphansChanged> {
  return change(ctx, "catalog.entity.write", input, "catalog.orphan.restored", async (db, orphans) => {
    const cause = { ...causeOfActor(ctx.actor), reason: input.reason };
    const origin = { rule: input.reason, by: cause.name, at: new Date().toISOString() };
    const sourceId = await upsertPortalSource(db);
    await applyFragments(db, {
      sourceId,
      scope: { kind: "keys", keys: orphans.map(({ uid }) => keptKey(uid)) },
      fragments: orphans.map(({ uid, ref, served }) => ({
        sourceKey: keptKey(uid),
        ref,
        layer: "kept",
        body: bodyOfServed(served),
        origins: { "*": origin },
        source: PORTAL_SOURCE,
        repositoryId: undefined,
      })),
      staleKeys: [],
      cause,
    });
  });
}

/** Takes a restoration back: what nothing but the portal keeps alive is an orphan again. */
export async function undoRestore(ctx: TenantContext, input: Uids): Promise<OrphansChanged> {
  requirePermission(ctx, "catalog.entity.write");
  return withTenantSql(ctx, async (db) => {
    await lockCatalog(db);
    const applied = await applyFragments(db, {
      sourceId: await upsertPortalSource(db),
      scope: { kind: "keys", keys: input.uids.map(keptKey) },
      fragments: [],
      staleKeys: [],
      cause: { ...causeOfActor(ctx.actor), reason: "took a restoration back" },
    });
    for (const { ref } of applied.orphans)
      await recordAudit(db, ctx, { action: "catalog.orphan.restore_undone", target: ref });
    await publish(db, "catalog.orphans", { changed: applied.orphans.length });
    return { changed: applied.orphans.length };
  });
}

/** Puts orphans out of sight before their time. */
export async function archiveOrphans(ctx: TenantContext, input: Uids): Promise<OrphansChanged> {
  return change(ctx, "catalog.entity.write", input, "catalog.orphan.archived", (db, orphans) =>
    markArchived(
      db,
      orphans.map(({ uid }) => uid),
    ),
  );
}

/** Puts archived orphans back into the list of orphans. */
export async function unarchiveOrphans(ctx: TenantContext, input: Uids): Promise<OrphansChanged> {
  return change(ctx, "catalog.entity.write", input, "catalog.orphan.unarchived", (db, orphans) =>
    clearArchived(
      db,
      orphans.map(({ uid }) => uid),
    ),
  );
}

/** Deletes archived orphans for good, with their overlays. Only the audit and their history rows remain. */
export async function deleteOrphans(ctx: TenantContext, input: Uids): Promise<OrphansChanged> {
  return change(ctx, "catalog.source.manage", input, "catalog.orphan.deleted", async (db, orphans) => {
    const open = orphans.find(({ archived }) => !archived);
    if (open)
      throw new AppError(
        "precondition",
        `${open.ref} is not archived. Only archived orphans are deleted for good.`,
      );
    await deleteOrphanRows(
      db,
      orphans.map(({ uid }) => uid),
    );
  });
}

/** Sets how long orphans are shown before they are archived. */
export async function setOrphanPolicy(
  ctx: TenantContext,
  input: z.infer<typeof orphanPolicyInput>,
): Promise<void> {
  requirePermission(ctx, "catalog.source.manage");
  await withTenantSql(ctx, async (db) => {
    const before = await findKeepDays(db);
    await saveKeepDays(db, input.keepDays);
    await recordAudit(db, ctx, {
      action: "catalog.orphan_policy.changed",
      target: "orphans",
      before: { keepDays: before },
      after: input,
    });
  });
}

/** The clock's part: archives what was an orphan longer than the tenant keeps them. @returns how many */
export async function archiveAgedOrphans(ctx: TenantContext): Promise<number> {
  return withTenantSql(ctx, async (db) => {
    const refs = await archiveAged(db);
    if (refs.length === 0) return 0;
    await recordAudit(db, ctx, {
      action: "catalog.orphan.aged",
      target: `${refs.length} entities`,
      after: { refs: refs.slice(0, 200) },
    });
    await publish(db, "catalog.orphans", { changed: refs.length });
    return refs.length;
  });
}
