import { can, requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { type TenantSql, withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events";
import { applyFragments } from "../ingest/merge/apply-fragments";
import { retireRepositories } from "../ingest/retire-repositories";
import { causeOfActor } from "../model/cause";
import { lockCatalog } from "../store/entity-store";
import {
  countLoss,
  type HeldPerson,
  type HeldRepository,
  keepHeldPeople,
  keepHeldRepositories,
  listHeldPeople,
  listHeldRepositories,
} from "../store/loss-store";

/** What the last run missed and nobody has confirmed: still in the catalog, as it was. */
export type HeldLoss = {
  readonly repositories: readonly HeldRepository[];
  /** refs of teams and people */
  readonly people: readonly string[];
  /** entities that would become orphans, of how many */
  readonly entities: number;
  readonly total: number;
  readonly since: Date | undefined;
  readonly mayDecide: boolean;
};

/** What a mass-loss guard holds back; undefined when nothing is held. */
export async function readHeldLoss(ctx: TenantContext): Promise<HeldLoss | undefined> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, async (db) => {
    const { repositories, people } = await readHeld(db);
    if (repositories.length + people.length === 0) return undefined;
    const { total, lost } = await countLoss(
      db,
      repositories.map(({ id }) => id),
    );
    return {
      repositories,
      people: people.map(({ ref }) => ref),
      entities: lost + people.length,
      total,
      since: repositories[0]?.since,
      mayDecide: can(ctx, "catalog.source.manage"),
    };
  });
}

async function readHeld(db: TenantSql): Promise<{ repositories: HeldRepository[]; people: HeldPerson[] }> {
  return { repositories: await listHeldRepositories(db), people: await listHeldPeople(db) };
}

function nothingHeld(): AppError {
  return new AppError(
    "not_found",
    "Nothing is held back any more: it came back, or another run confirmed it.",
  );
}

const namesOf = (held: { repositories: readonly HeldRepository[]; people: readonly HeldPerson[] }) => ({
  repositories: held.repositories.slice(0, 200).map(({ name }) => name),
  people: held.people.slice(0, 200).map(({ ref }) => ref),
});

/** Believes the loss now, without waiting for a second run. What goes becomes orphans, which can be restored. */
export async function confirmLoss(ctx: TenantContext): Promise<void> {
  requirePermission(ctx, "catalog.source.manage");
  const held = await withTenantSql(ctx, async (db) => {
    const found = await readHeld(db);
    if (found.repositories.length + found.people.length === 0) throw nothingHeld();
    await recordAudit(db, ctx, {
      action: "catalog.loss.confirmed",
      target: "catalog",
      after: namesOf(found),
    });
    return found;
  });
  for (const sourceId of new Set(held.repositories.map((one) => one.sourceId))) {
    const repositoryIds = held.repositories.filter((one) => one.sourceId === sourceId).map(({ id }) => id);
    await retireRepositories(ctx, { sourceId, repositoryIds });
  }
  await withTenantSql(ctx, (db) => publish(db, "catalog.loss", {}));
  for (const sourceId of new Set(held.people.map((one) => one.sourceId)))
    await withTenantSql(ctx, async (db) => {
      await lockCatalog(db);
      await applyFragments(db, {
        sourceId,
        scope: {
          kind: "keys",
          keys: held.people.filter((one) => one.sourceId === sourceId).map(({ sourceKey }) => sourceKey),
        },
        fragments: [],
        staleKeys: [],
        cause: { ...causeOfActor(ctx.actor), reason: "confirmed that they are gone from GitHub" },
      });
      await publish(db, "catalog.loss", {});
    });
}

/** Does not believe the loss: everything stays, and the next run that misses it asks again. */
export async function keepLoss(ctx: TenantContext): Promise<void> {
  requirePermission(ctx, "catalog.source.manage");
  await withTenantSql(ctx, async (db) => {
    const held = await readHeld(db);
    if (held.repositories.length + held.people.length === 0) throw nothingHeld();
    await keepHeldRepositories(db);
    await keepHeldPeople(
      db,
      held.people.map(({ sourceKey }) => sourceKey),
    );
    await recordAudit(db, ctx, { action: "catalog.loss.kept", target: "catalog", after: namesOf(held) });
    await publish(db, "catalog.loss", {});
  });
}
