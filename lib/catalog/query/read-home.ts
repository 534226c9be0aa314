import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { MACHINERY } from "../model/kinds";
import { isIn, type Predicate } from "../served/ask/predicate";
import { openServed } from "../served/open-served";
import type { ServedCatalog, ServedRow } from "../served/served-catalog";
import { countOpenConflicts } from "../store/conflict-store";
import { countFailedRepositories, listRecentChanges, type RecentChange } from "../store/home-store";

export type HomeView = {
  /** most first */
  readonly kinds: readonly { readonly kind: string; readonly count: number }[];
  readonly changes: readonly RecentChange[];
  readonly attention: {
    readonly withoutOwner: number;
    readonly unresolvedOwner: number;
    readonly failedRepositories: number;
    /** contested names that wait for an admin's choice */
    readonly openConflicts: number;
    readonly components: number;
  };
  /** what the signed-in person's teams own; empty for tokens and people the catalog does not know */
  readonly mine: readonly (Pick<ServedRow, "ref" | "kind" | "namespace" | "name" | "title" | "type"> & {
    readonly ownerTitle: string;
  })[];
};

const all = (...of: readonly Predicate[]): Predicate => ({ kind: "all", of });

async function readKinds(served: ServedCatalog): Promise<HomeView["kinds"]> {
  const { kind = [] } = await served.facets(["kind"]);
  return kind
    .map(({ value, count }) => ({ kind: value.toLowerCase(), count }))
    .filter((one) => !MACHINERY.includes(one.kind))
    .sort((a, b) => b.count - a.count);
}

async function readOwnership(
  served: ServedCatalog,
): Promise<Omit<HomeView["attention"], "failedRepositories" | "openConflicts">> {
  const components = isIn("kind", ["component"]);
  const { total } = await served.select({ where: components, limit: 0 });
  const owned = (await served.facets(["relations.ownedBy"], components))["relations.ownedBy"] ?? [];
  const withOwner = owned.reduce((sum, { count }) => sum + count, 0);
  const unresolved = owned.filter(({ value }) => served.find(value.toLowerCase()) === undefined);
  return {
    components: total,
    withoutOwner: total - withOwner,
    unresolvedOwner: unresolved.reduce((sum, { count }) => sum + count, 0),
  };
}

/** Entities owned by the groups of a person, found by the person's e-mail or login in the catalog. */
async function readOwnedBy(served: ServedCatalog, email: string, limit: number): Promise<HomeView["mine"]> {
  const [login = ""] = email.split("@");
  const me = await served.select({
    where: all(isIn("kind", ["user"]), {
      kind: "any",
      of: [isIn("spec.profile.email", [email]), isIn("metadata.name", [login])],
    }),
    limit: 5,
  });
  const owners = me.ordinals.flatMap((ordinal) => [
    served.row(ordinal).ref,
    ...served
      .relationsOf(ordinal)
      .filter(({ type }) => type === "memberOf")
      .map(({ targetRef }) => targetRef),
  ]);
  if (owners.length === 0) return [];
  const mine = await served.select({
    where: isIn("relations.ownedBy", owners),
    order: [
      { field: "kind", direction: "asc" },
      { field: "metadata.name", direction: "asc" },
    ],
    limit,
  });
  return mine.ordinals.map((ordinal) => {
    const { ref, kind, namespace, name, title, type, ownerRef = "" } = served.row(ordinal);
    const owner = served.find(ownerRef);
    return {
      ref,
      kind,
      namespace,
      name,
      title,
      type,
      ownerTitle: owner === undefined ? ownerRef : served.row(owner).title,
    };
  });
}

/** What the home page shows: counts, what needs attention, what is the caller's own, what changed. */
export async function readHome(ctx: TenantContext): Promise<HomeView> {
  requirePermission(ctx, "catalog.entity.read");
  const served = await openServed(ctx);
  const [changes, failedRepositories, openConflicts] = await withTenantSql(ctx, async (db) => [
    await listRecentChanges(db, 12),
    await countFailedRepositories(db),
    await countOpenConflicts(db),
  ]);
  return {
    kinds: await readKinds(served),
    attention: { ...(await readOwnership(served)), failedRepositories, openConflicts },
    mine: ctx.actor.kind === "user" ? await readOwnedBy(served, ctx.actor.email, 24) : [],
    changes,
  };
}
