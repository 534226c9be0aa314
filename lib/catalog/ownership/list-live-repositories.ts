import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { type TenantSql, withTenantSql } from "@/lib/platform/db";
import { isIn } from "../served/ask/predicate";
import { openServed } from "../served/open-served";
import type { ServedCatalog } from "../served/served-catalog";
import { listPeople } from "../store/entity-store";
import {
  type LiveRepositoryRow,
  listLiveRepositoryRows,
  listOwnerHints,
} from "../store/live-repository-store";
import { type KnownOwners, type OwnerProposal, proposeOwners } from "./owner-proposals";

export type OwnedComponent = {
  readonly ref: string;
  readonly title: string;
  readonly ownerRef: string | undefined;
  readonly ownerTitle: string | undefined;
  /** the owner is a group or user of the catalog */
  readonly owned: boolean;
};

export type LiveRepository = Omit<LiveRepositoryRow, "componentRefs"> & {
  /** those the catalog serves */
  readonly components: readonly OwnedComponent[];
};

const isOwnerKind = (ref: string) => ref.startsWith("group:") || ref.startsWith("user:");

function componentOf(served: ServedCatalog, ref: string): readonly OwnedComponent[] {
  const ordinal = served.find(ref);
  if (ordinal === undefined) return [];
  const { title, ownerRef } = served.row(ordinal);
  const owner = ownerRef === undefined ? undefined : served.find(ownerRef);
  const owned = ownerRef !== undefined && owner !== undefined && isOwnerKind(ownerRef);
  return [
    { ref, title, ownerRef, ownerTitle: owner === undefined ? undefined : served.row(owner).title, owned },
  ];
}

/** Every live repository (not archived, no fork, not gone) with its components and whether somebody owns them. */
export async function listLiveRepositories(ctx: TenantContext): Promise<readonly LiveRepository[]> {
  requirePermission(ctx, "catalog.entity.read");
  const served = await openServed(ctx);
  const rows = await withTenantSql(ctx, listLiveRepositoryRows);
  return rows.map(({ componentRefs, ...row }) => ({
    ...row,
    components: componentRefs.flatMap((ref) => componentOf(served, ref)),
  }));
}

async function knownOwners(served: ServedCatalog, db: TenantSql): Promise<KnownOwners> {
  const { ordinals } = await served.select({ where: isIn("kind", ["group", "user"]), limit: 50_000 });
  const people = await listPeople(db);
  const teams = new Map(people.map((one) => [one.login.toLowerCase(), one.memberOf ?? []]));
  const logins = new Map(people.flatMap((one) => (one.email ? [[one.email, one.login] as const] : [])));
  return {
    has: (ref) => isOwnerKind(ref) && served.find(ref) !== undefined,
    candidates: ordinals.map((ordinal) => served.row(ordinal)),
    teamsOf: (login) =>
      (teams.get(login) ?? []).map((name) =>
        (name.includes(":") ? name : `group:${name.includes("/") ? name : `default/${name}`}`).toLowerCase(),
      ),
    loginOf: (email) => logins.get(email),
  };
}

/** Proposed owners of some repositories' components, by repository. */
export async function listOwnerProposals(
  ctx: TenantContext,
  repositories: readonly { readonly id: string; readonly named: string | undefined }[],
): Promise<ReadonlyMap<string, readonly OwnerProposal[]>> {
  requirePermission(ctx, "catalog.entity.read");
  const served = await openServed(ctx);
  const named = new Map(repositories.map((one) => [one.id, one.named]));
  return withTenantSql(ctx, async (db) => {
    const known = await knownOwners(served, db);
    const hints = await listOwnerHints(db, [...named.keys()]);
    return new Map(hints.map((one) => [one.id, proposeOwners(one, named.get(one.id), known)]));
  });
}
