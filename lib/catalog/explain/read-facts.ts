import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import { config } from "@/lib/platform/config";
import type { TenantContext } from "@/lib/platform/context";
import { type TenantSql, withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { isRefusedAt, readStanding } from "../conflicts/read-standing";
import { isCatalogFile } from "../ingest/file-interest";
import { refreshRepositories } from "../jobs";
import { editDistance } from "../model/edit-distance";
import { nameOfRef } from "../model/ref";
import { listConnections } from "../query/list-connections";
import { openServed } from "../served/open-served";
import {
  countRepositoriesBySource,
  type ExplainEntityRow,
  type ExplainEntityState,
  type ExplainProblemRow,
  type ExplainRepositoryRow,
  findAnyRepositoryUrl,
  findExplainEntity,
  findExplainRepository,
  findExplainRepositoryById,
  listExplainEntities,
  listExplainProblems,
  listNameCandidates,
  listSourcesOfRefs,
} from "../store/explain-store";
import { findRefByAlias } from "../store/trust-store";
import { explain } from "./explain";
import type { ConnectionFact, EntityState, Facts, ProblemFact, RepositoryFact } from "./facts";
import { findClaims } from "./find-claims";
import { parseQuestion, type Question, repositoryHost } from "./question";
import type { Explanation } from "./step";

/** The answer to "why isn't it here, why is it wrong?". */
export type Explained = Explanation & {
  readonly question: Question;
  /** for its files one by one, and to read it again */
  readonly repository: RepositoryFact | undefined;
  readonly entityRef: string | undefined;
};

/**
 * Explains what became of a repository, a file, an entity or a name. Everybody who may read the catalog may ask: the owner of
 * a file, not only an admin.
 *
 * @param text - a repository's or file's address, an entity's ref or a name
 */
export async function explainAbsence(ctx: TenantContext, text: string): Promise<Explained> {
  requirePermission(ctx, "catalog.entity.read");
  const question = parseQuestion(text, ctx.slug);
  const facts = await readFacts(ctx, question);
  const onlyClaim = facts.claims.length === 1 ? facts.claims[0]?.ref : undefined;
  return {
    ...explain(question, facts),
    question,
    repository: facts.repository,
    entityRef: facts.entity && !facts.entity.orphanedAt ? facts.entity.ref : (facts.movedTo ?? onlyClaim),
  };
}

async function readFacts(ctx: TenantContext, question: Question): Promise<Facts> {
  const connections = await listConnections(ctx);
  const asksPlace = question.kind === "repository" || question.kind === "file";
  const served = asksPlace ? await openServed(ctx) : undefined;
  return withTenantSql(ctx, async (db) => {
    const counts = new Map((await countRepositoriesBySource(db)).map((row) => [row.sourceId, row.count]));
    const known = connections.map(
      ({ installation, lastRun, sourceId }): ConnectionFact => ({
        account: installation.accountLogin,
        status: installation.status,
        selection: installation.repositorySelection,
        repositories: counts.get(sourceId ?? "") ?? 0,
        lastRun: lastRun && {
          id: lastRun.id,
          at: lastRun.startedAt,
          status: lastRun.status,
          problem: lastRun.problem ?? undefined,
        },
      }),
    );
    const ref =
      question.kind === "entity" ? question.ref : question.kind === "name" ? question.name : undefined;
    const entity = ref === undefined ? undefined : await findExplainEntity(db, ref);
    const row = await findRow(db, question, entity !== undefined);
    const found = row !== undefined || entity !== undefined;
    const hosts = await readHosts(db);
    return {
      connections: known,
      hosts,
      claims:
        served && asksPlace && !row
          ? await readClaimsOf(db, await findClaims(served, question, question.host ?? hosts[0] ?? ""))
          : [],
      repository: row && (await toRepository(db, row)),
      entity: entity && (await toEntity(db, entity)),
      movedTo: ref === undefined || entity ? undefined : await findRefByAlias(db, ref),
      namedProblems:
        ref === undefined
          ? []
          : (await listExplainProblems(db, { repositoryId: undefined, ref: entity?.ref ?? ref })).map(
              (problem) => ({
                ...toProblem(problem),
                repository: problem.repository,
                url: problem.url,
                defaultBranch: problem.defaultBranch ?? undefined,
              }),
            ),
      near: found ? [] : await nearest(db, question),
    };
  });
}

/** The configured GitHub, and the host repositories were read from where that is another one. */
async function readHosts(db: TenantSql): Promise<readonly string[]> {
  const read = await findAnyRepositoryUrl(db);
  const hosts = [config().GITHUB_WEB_URL, ...(read === undefined ? [] : [read])].flatMap(
    (address) => repositoryHost(address) ?? [],
  );
  return [...new Set(hosts)];
}

const SOURCE_WORDS: Readonly<Record<string, string>> = {
  push: "pushed in set",
  import: "imported by",
  processor: "imported by",
};

async function readClaimsOf(db: TenantSql, refs: readonly string[]): Promise<Facts["claims"]> {
  const sources = refs.length > 0 ? await listSourcesOfRefs(db, refs) : [];
  return refs.map((ref) => ({
    ref,
    sources: sources
      .filter((source) => source.ref === ref)
      .map(({ kind, name }) => `${SOURCE_WORDS[kind] ?? `from ${kind}`} ${name}`),
  }));
}

async function findRow(
  db: TenantSql,
  question: Question,
  hasEntity: boolean,
): Promise<ExplainRepositoryRow | undefined> {
  if (question.kind === "repository" || question.kind === "file") {
    const row = await findExplainRepository(db, question.owner, question.name);
    // Another host may have a repository of the same name.
    return row && (question.host === undefined || repositoryHost(row.url) === question.host)
      ? row
      : undefined;
  }
  return question.kind === "name" && !hasEntity
    ? findExplainRepository(db, undefined, question.name)
    : undefined;
}

async function toEntity(db: TenantSql, row: ExplainEntityState): Promise<EntityState> {
  const standing = await readStanding(db, row.ref);
  const counting = row.sources.filter((source) => !isRefusedAt(standing, source));
  return {
    ...row,
    orphanedAt: row.orphanedAt ?? undefined,
    removedBy: row.removedBy ?? undefined,
    sources: [...new Set(counting.map(({ name }) => name))],
    contest: standing.contest,
  };
}

function toProblem(row: ExplainProblemRow): ProblemFact {
  return { ...row, line: row.line ?? undefined, entityRef: row.entityRef ?? undefined };
}

/** `<external id>:<path>#<index>` → path; what is derived has none. */
function fileOf(row: ExplainEntityRow): string | undefined {
  const end = row.sourceKey.lastIndexOf("#");
  return row.layer !== "declared" || end < 0
    ? undefined
    : row.sourceKey.slice(row.sourceKey.indexOf(":") + 1, end);
}

const FILE_PROBLEMS = ["too_large", "binary", "unreadable"] as const;

async function toRepository(db: TenantSql, row: ExplainRepositoryRow): Promise<RepositoryFact> {
  const problems = await listExplainProblems(db, { repositoryId: row.id, ref: undefined });
  const entities = (await listExplainEntities(db, row.id)).map((one) => ({ ...one, file: fileOf(one) }));
  const named = new Set([...problems.map((one) => one.path), ...entities.flatMap((one) => one.file ?? [])]);
  const files = (row.files ?? []).map(({ path, problem }) => ({
    path,
    problem: FILE_PROBLEMS.find((known) => known === problem),
    isCatalogFile: isCatalogFile(path) || named.has(path),
    definesKinds: row.kindFiles?.includes(path) === true,
  }));
  return {
    id: row.id,
    owner: row.owner,
    name: row.name,
    url: row.url,
    defaultBranch: row.defaultBranch ?? undefined,
    archived: row.archived,
    fork: row.fork,
    empty: row.empty ?? false,
    verdict: row.verdict,
    stage: row.stage ?? undefined,
    code: row.code ?? undefined,
    message: row.message ?? undefined,
    fix: row.fix ?? undefined,
    summary: row.summary ?? undefined,
    verdictAt: row.verdictAt ?? undefined,
    missingSince: row.missingSince ?? undefined,
    treeTruncated: row.treeTruncated ?? false,
    filesSeen: files.length,
    files,
    problems: problems.map(toProblem),
    entities,
  };
}

const NEAR_MAX = 3;

async function nearest(db: TenantSql, question: Question): Promise<Facts["near"]> {
  const name =
    question.kind === "entity"
      ? nameOfRef(question.ref)
      : question.kind === "unreadable"
        ? ""
        : question.name;
  if (name === "") return [];
  const max = name.length <= 4 ? 1 : name.length <= 10 ? 2 : 3;
  return (await listNameCandidates(db, name))
    .map((one) => ({
      ...one,
      distance: editDistance(name.toLowerCase(), nameOfRef(one.name).toLowerCase(), max),
    }))
    .filter((one) => one.distance <= max)
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name))
    .slice(0, NEAR_MAX)
    .map(({ kind, name: found }) => ({ kind, name: found }));
}

export const rereadInput = z.strictObject({ repositoryId: z.uuid() });

/**
 * Reads one repository again now. Whoever may read the catalog may ask for it: it costs two requests, and while one is waiting
 * another asks for nothing more.
 *
 * @throws AppError not_found - no such repository here
 */
export async function rereadRepository(
  ctx: TenantContext,
  input: z.infer<typeof rereadInput>,
): Promise<{ readonly name: string }> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, async (db) => {
    const found = await findExplainRepositoryById(db, input.repositoryId);
    if (!found) throw new AppError("not_found", "There is no such repository here.");
    await enqueue(db, refreshRepositories, { sourceId: found.sourceId, externalIds: [found.externalId] });
    await recordAudit(db, ctx, { action: "catalog.repository.reread", target: found.name });
    return { name: found.name };
  });
}
