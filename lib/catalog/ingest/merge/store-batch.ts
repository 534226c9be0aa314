import type { TenantSql } from "@/lib/platform/db";
import { publishAll } from "@/lib/platform/events";
import type { Problem } from "../../model/problem";
import { statusText } from "../../model/status";
import { lockCatalog, replaceStatuses, type StatusWrite } from "../../store/entity-store";
import { listTakenRefs } from "../../store/fragment-store";
import { type ProblemWrite, replacePages, replaceProblems, writeVerdicts } from "../../store/ingest-store";
import type { BuiltRepository } from "../build-repository";
import { decideVerdict } from "../decide-verdict";
import { renameDerived } from "../derived-fragments";
import { applyFragments } from "./apply-fragments";
import type { BatchItem, RepositoryVerdict } from "./batch";
import { checkReferences } from "./check-references";
import { reportTaken } from "./report-taken";

type Ready = { readonly repositoryId: string; readonly built: BuiltRepository };
export type StoredBatch = {
  readonly verdicts: readonly RepositoryVerdict[] /** repositories outside the batch that lost a derived name */;
  readonly displaced: readonly string[];
};

/** Gives derived entities whose name another repository has a longer one. First come, first served; in one batch by GitHub's id. */
async function settleNames(db: TenantSql, ready: readonly Ready[]): Promise<readonly Ready[]> {
  const derived = (one: Ready) =>
    one.built.fragments
      .filter((fragment) => fragment.layer === "derived" && fragment.ref !== one.built.mainRef)
      .map((fragment) => fragment.ref);
  const holders = new Map<string, string>();
  const declaredHere = ready.flatMap((one) =>
    one.built.fragments
      .filter((fragment) => fragment.layer === "declared")
      .map((fragment) => ({ ref: fragment.ref, repositoryId: one.repositoryId })),
  );
  const stored = await listTakenRefs(db, ready.flatMap(derived));
  for (const { ref, repositoryId } of [
    ...declaredHere,
    ...stored.filter((row) => !ready.some((one) => one.repositoryId === row.repositoryId)),
    ...stored,
  ]) {
    if (!holders.has(ref)) holders.set(ref, repositoryId);
  }
  return ready.map((one) => {
    const refs = derived(one);
    const isTaken = refs.some((ref) => (holders.get(ref) ?? one.repositoryId) !== one.repositoryId);
    const fragments = isTaken
      ? renameDerived(one.built.fragments, one.built.facts.snapshot.owner, one.built.mainRef)
      : one.built.fragments;
    for (const { ref } of fragments) if (!holders.has(ref)) holders.set(ref, one.repositoryId);
    return { ...one, built: { ...one.built, fragments } };
  });
}

function verdictOf(one: Ready, taken: readonly ProblemWrite[]): RepositoryVerdict {
  const mine: readonly Problem[] = taken.filter((problem) => problem.repositoryId === one.repositoryId);
  const refs = new Set(mine.flatMap((problem) => problem.targetRef ?? []));
  return {
    ...decideVerdict(one.built, mine, refs),
    repositoryId: one.repositoryId,
    name: one.built.facts.snapshot.name,
  };
}

/** What its entities' status is to be, where they stand on what it says. */
function statusesOf({ built: { facts, entityErrors } }: Ready): readonly StatusWrite[] {
  return [...entityErrors].map(([ref, problems]) => ({
    ref,
    status: statusText(problems),
    source: facts.fullName,
  }));
}

/** Writes a batch in the caller's transaction: fragments, entities, relations, revisions, problems, pages, verdicts, events. */
export async function storeBatch(
  db: TenantSql,
  sourceId: string,
  items: readonly BatchItem[],
): Promise<StoredBatch> {
  await lockCatalog(db);
  const ready = await settleNames(
    db,
    items.flatMap(({ row, built }) => (built ? [{ repositoryId: row.id, built }] : [])),
  );
  const ids = ready.map((one) => one.repositoryId);
  const plan = await applyFragments(db, {
    sourceId,
    scope: { kind: "repositories", ids },
    fragments: ready.flatMap(({ repositoryId, built }) =>
      built.fragments.map((fragment) => ({ ...fragment, repositoryId })),
    ),
    staleKeys: ready.flatMap(({ built }) => built.staleKeys),
    cause: { kind: "system", name: "discovery" },
    repositories: ready.map(({ repositoryId, built: { facts } }) => ({
      kind: "repository",
      name: facts.fullName,
      id: repositoryId,
      commit: facts.snapshot.headSha,
    })),
  });
  const taken = await reportTaken(db, plan, new Set(ids));
  const references = await checkReferences(
    db,
    ready.map(({ repositoryId, built }) => ({ repositoryId, fragments: built.fragments })),
  );
  const own = ready.flatMap(({ repositoryId, built }) =>
    built.problems.map((problem) => ({ ...problem, repositoryId })),
  );
  await replaceProblems(db, ids, [...own, ...taken, ...references]);
  await replaceStatuses(db, ready.flatMap(statusesOf));
  await replacePages(
    db,
    ids,
    ready.flatMap(({ repositoryId, built }) => built.pages.map((page) => ({ ...page, repositoryId }))),
  );

  const failed = items.flatMap((item): RepositoryVerdict[] =>
    item.built ? [] : [{ ...item.failed, repositoryId: item.row.id, name: item.row.name }],
  );
  const verdicts = [...ready.map((one) => verdictOf(one, taken)), ...failed];
  await writeVerdicts(db, verdicts);
  await publishAll(
    db,
    "catalog.repository",
    verdicts.map(({ repositoryId, name, verdict, summary }) => ({
      repositoryId,
      name,
      verdict,
      summary: summary.slice(0, 500),
    })),
  );
  const displaced = plan.refused.flatMap(({ fragment }) =>
    fragment.layer === "derived" && fragment.repositoryId && !ids.includes(fragment.repositoryId)
      ? [fragment.repositoryId]
      : [],
  );
  return { verdicts, displaced: [...new Set(displaced)] };
}
