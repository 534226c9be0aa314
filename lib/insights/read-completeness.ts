import { requirePermission } from "@/lib/access";
import {
  type LiveRepository,
  listLiveRepositories,
  listOwnerProposals,
  type OwnerProposal,
  openServed,
} from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import {
  type Completeness,
  completenessByTeam,
  completenessOf,
  type Lack,
  lackOf,
  teamOf,
} from "./completeness";
import { listSamples, type SampleRow } from "./store/sample-store";

export type Proposed = OwnerProposal & { readonly ownerTitle: string };

export type Incomplete = {
  readonly repository: LiveRepository;
  readonly lack: Lack;
  /** the component whose owner is missing */
  readonly ref: string | undefined;
  readonly proposals: readonly Proposed[];
};

export type CompletenessView = Completeness & {
  readonly teams: readonly (Completeness & { readonly team: string; readonly title: string })[];
  /** one a day, oldest first; the last one is of this moment */
  readonly history: readonly SampleRow[];
  /** one page of what is to fix: what a click mends first */
  readonly items: readonly Incomplete[];
  readonly lacks: Readonly<Record<Lack, number>>;
  readonly total: number;
};

export const INCOMPLETE_PAGE = 50;
const DAYS = 180;
const LACKS: readonly Lack[] = ["unresolved_owner", "no_owner", "failed", "no_component"];

export type CompletenessInput = {
  readonly team?: string | undefined;
  readonly lack?: Lack | undefined;
  readonly page: number;
};

/**
 * The share of live repositories with an owned component: now, over time and by team, with what is to fix and who probably
 * owns it. Counts are of this moment; the past is one value a day.
 */
export async function readCompleteness(
  ctx: TenantContext,
  input: CompletenessInput,
): Promise<CompletenessView> {
  requirePermission(ctx, "catalog.entity.read");
  const all = await listLiveRepositories(ctx);
  const served = await openServed(ctx);
  const titleOf = (ref: string) => {
    const ordinal = served.find(ref);
    return ordinal === undefined ? ref.slice(ref.indexOf("/") + 1) : served.row(ordinal).title;
  };
  const chosen = input.team === undefined ? all : all.filter((one) => teamOf(one) === input.team);
  const incomplete = chosen.flatMap((repository) => {
    const lack = lackOf(repository);
    return lack === undefined ? [] : [{ repository, lack }];
  });
  const wanted = incomplete
    .filter((one) => input.lack === undefined || one.lack === input.lack)
    .sort((a, b) => LACKS.indexOf(a.lack) - LACKS.indexOf(b.lack));
  const page = wanted.slice((input.page - 1) * INCOMPLETE_PAGE, input.page * INCOMPLETE_PAGE);
  const proposals = await listOwnerProposals(
    ctx,
    page
      .filter(({ repository }) => repository.components.length > 0)
      .map(({ repository }) => ({ id: repository.id, named: teamOf(repository) || undefined })),
  );
  const now = completenessOf(chosen);
  const past = await withTenantSql(ctx, (db) => listSamples(db, input.team ?? "*", DAYS));
  const today = new Date().toISOString().slice(0, 10);
  return {
    ...now,
    teams: completenessByTeam(all).map((one) => ({ ...one, title: one.team ? titleOf(one.team) : "" })),
    history: [...past.filter((one) => one.day < today), { day: today, ...now }],
    items: page.map(({ repository, lack }) => ({
      repository,
      lack,
      ref: repository.components[0]?.ref,
      proposals: (proposals.get(repository.id) ?? []).map((one) => ({
        ...one,
        ownerTitle: titleOf(one.owner),
      })),
    })),
    lacks: {
      failed: incomplete.filter((one) => one.lack === "failed").length,
      no_component: incomplete.filter((one) => one.lack === "no_component").length,
      no_owner: incomplete.filter((one) => one.lack === "no_owner").length,
      unresolved_owner: incomplete.filter((one) => one.lack === "unresolved_owner").length,
    },
    total: wanted.length,
  };
}
