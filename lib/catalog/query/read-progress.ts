import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { MACHINERY } from "../model/kinds";
import {
  countEntitiesByKind,
  listFailures,
  listFindings,
  listSquares,
  type SquareRow,
} from "../store/progress-store";
import { findLatestRun, findRun, findSource, type RunRow } from "../store/run-store";

const FINDINGS = 10;
const FAILURES = 50;

export type SquareState = "waiting" | "reading" | "ingested" | "derived" | "skipped" | "failed";

/** A run as its page shows it; plain data, sent over the wire whole so that a reconnecting page needs nothing else. */
export type ProgressView = {
  readonly run: {
    readonly id: string;
    readonly account: string;
    readonly status: RunRow["status"];
    readonly stage: RunRow["stage"];
    readonly total: number | undefined;
    readonly requests: number;
    readonly problem: { readonly code: string; readonly message: string; readonly fix: string } | undefined;
    readonly waitUntil: string | undefined;
    readonly startedAt: string;
    readonly finishedAt: string | undefined;
  };
  readonly kinds: readonly { readonly kind: string; readonly count: number }[];
  readonly squares: readonly { readonly id: string; readonly name: string; readonly state: SquareState }[];
  readonly findings: readonly { readonly id: string; readonly sentence: string; readonly at: string }[];
  readonly failures: readonly {
    readonly id: string;
    readonly name: string;
    readonly url: string;
    readonly where: string | undefined;
    readonly message: string;
    readonly fix: string | undefined;
  }[];
};

const VERDICTS: Readonly<Record<string, SquareState>> = {
  ingested: "ingested",
  derived: "derived",
  skipped: "skipped",
  failed: "failed",
};

function stateOf(row: SquareRow): SquareState {
  return VERDICTS[row.verdict] ?? (row.needsRead ? "waiting" : "reading");
}

function sentenceOf(name: string, summary: string | null): string {
  if (!summary) return name;
  return summary.startsWith(`${name}:`) ? summary : `${name}: ${summary}`;
}

/**
 * How far a run is, read from the rows themselves: right after a reload, a reconnect, or a worker's death.
 *
 * @param runId - the newest run when left out
 * @returns undefined when nothing has been connected yet
 * @throws AppError not_found - no such run here
 */
export async function readProgress(ctx: TenantContext, runId?: string): Promise<ProgressView | undefined> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, async (db) => {
    const run = runId === undefined ? await findLatestRun(db) : await findRun(db, runId);
    if (!run && runId !== undefined) throw new AppError("not_found", "There is no such run.");
    if (!run) return undefined;
    const squares = (await listSquares(db, run.id)).map((row) => ({
      id: row.id,
      name: row.name,
      state: stateOf(row),
    }));
    return {
      run: {
        id: run.id,
        account: (await findSource(db, run.sourceId))?.name ?? "GitHub",
        status: run.status,
        stage: run.stage,
        total: run.total ?? undefined,
        requests: run.requests,
        problem: run.problem ?? undefined,
        waitUntil: run.waitUntil?.toISOString(),
        startedAt: run.startedAt.toISOString(),
        finishedAt: run.finishedAt?.toISOString(),
      },
      kinds: (await countEntitiesByKind(db)).filter(({ kind }) => !MACHINERY.includes(kind)),
      squares,
      findings: (await listFindings(db, run.id, FINDINGS)).map((row) => ({
        id: row.id,
        sentence: sentenceOf(row.name, row.summary),
        at: row.at.toISOString(),
      })),
      failures: (await listFailures(db, run.id, FAILURES)).map((row) => ({
        id: row.id,
        name: row.name,
        url: row.url,
        where: row.file ? `${row.file}${row.line ? `:${row.line}` : ""}` : (row.stage ?? undefined),
        message: row.message ?? "It failed without a cause.",
        fix: row.fix ?? undefined,
      })),
    };
  });
}
