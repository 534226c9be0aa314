import {
  findInstallation,
  type Github,
  github,
  saveBudget,
  setInstallationStatus,
  updateInstallation,
} from "@/lib/github";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError, messageOf, RetryAt, TerminalError } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events";
import { failRun, findRun, findSource, parkRun, type RunProblem, type RunRow } from "../store/run-store";
import { type Discovery, discover, type IngestDoor } from "./discover";
import { type RunCursor, readCursor } from "./run-cursor";

const JOB_MS = 4 * 60_000;
const FAILURES_MAX = 12;
const WAIT_MIN_MS = 5_000;
const WAIT_MAX_MS = 5 * 60_000;

/**
 * Runs or resumes the discovery of one source. What stops it is written on the run, with its cause and, for a wait, its end.
 *
 * @throws RetryAt - a limit or an outage: the job comes back then; TerminalError - the installation is gone, or the outage did not end
 */
export async function runDiscovery(
  ctx: TenantContext,
  input: { readonly sourceId: string; readonly runId: string },
  ingest: IngestDoor,
  api: Github = github(),
): Promise<void> {
  const { row, source } = await withTenantSql(ctx, async (db) => ({
    row: await findRun(db, input.runId),
    source: await findSource(db, input.sourceId),
  }));
  if (!row || !source || row.sourceId !== source.id || row.stage !== "discover" || row.status === "failed")
    return;
  const installationId = source.installationId;
  if (installationId === null)
    return stop(ctx, row.id, {
      code: "no_installation",
      message: "This source is not connected to GitHub.",
      fix: "Connect GitHub again.",
    });
  const installation = await withTenantSql(ctx, (db) => findInstallation(db, installationId));
  if (!installation)
    return stop(ctx, row.id, {
      code: "no_installation",
      message: "This source is not connected to GitHub.",
      fix: "Connect GitHub again.",
    });
  const client = api.installation(installationId, installation.budget);
  const at = { cursor: readCursor(row.cursor) };
  const run: Discovery = {
    sourceId: source.id,
    runId: row.id,
    installationId,
    accountLogin: installation.accountLogin,
    accountType: installation.accountType,
    client,
    ingest,
    requestsBefore: row.requests - client.requests(),
    deadline: new Date(Date.now() + JOB_MS),
  };
  try {
    const facts = await api.getInstallation(installationId);
    await withTenantSql(ctx, (db) => updateInstallation(db, facts));
    if (facts.suspended) return await stop(ctx, row.id, suspendedProblem(facts.accountLogin));
    await discover(
      ctx,
      { ...run, accountLogin: facts.accountLogin, requestsBefore: run.requestsBefore + 1 },
      at,
    );
  } catch (error) {
    await settle(ctx, run, row, at.cursor, error);
  }
}

function suspendedProblem(account: string): RunProblem {
  return {
    code: "suspended",
    message: `The installation on ${account} is suspended on GitHub, so nothing is read. What the catalog knows stays.`,
    fix: "An owner of the organisation can unsuspend it under Settings, GitHub Apps; reading then goes on by itself.",
  };
}

async function stop(ctx: TenantContext, runId: string, problem: RunProblem): Promise<never> {
  await withTenantSql(ctx, async (db) => {
    await failRun(db, runId, problem);
    await publish(db, "ingest", { runId });
  });
  throw new TerminalError(problem.message);
}

/** Every way discovery can stop, and what the page says of it. */
async function settle(
  ctx: TenantContext,
  run: Discovery,
  row: RunRow,
  cursor: RunCursor,
  error: unknown,
): Promise<never> {
  if (error instanceof TerminalError) throw error;
  if (error instanceof AppError && error.code === "not_found") {
    await withTenantSql(ctx, (db) => setInstallationStatus(db, run.installationId, "removed"));
    return stop(ctx, row.id, {
      code: "uninstalled",
      message: `The GitHub App is no longer installed on ${run.accountLogin}. What the catalog knows stays.`,
      fix: "Install it again to go on reading.",
    });
  }
  if (error instanceof AppError && error.code === "forbidden") {
    return stop(ctx, row.id, {
      code: "forbidden",
      message: error.message,
      fix: "Check the App's permissions and whether it is suspended, then press Read again.",
    });
  }
  if (error instanceof RetryAt) {
    // A hand-over to a fresh job is no wait anybody should see.
    if (error.at.getTime() > Date.now() + 500) {
      await park(ctx, run, cursor, error.at, {
        code: "rate_limited",
        message: error.message,
        fix: "Nothing to do: reading goes on by itself when GitHub allows it.",
      });
    }
    throw error;
  }
  const failures = cursor.failures + 1;
  const message =
    error instanceof AppError ? error.message : "Something failed on our side while reading from GitHub.";
  if (failures > FAILURES_MAX)
    return stop(ctx, row.id, {
      code: "outage",
      message,
      fix: "Press Read again when GitHub is well; nothing that was read is lost.",
    });
  const until = new Date(Date.now() + Math.min(WAIT_MIN_MS * 2 ** (failures - 1), WAIT_MAX_MS));
  await park(ctx, run, { ...cursor, failures }, until, {
    code: "outage",
    message,
    fix: "Nothing to do: it is tried again by itself, from where it stopped.",
  });
  if (!(error instanceof AppError)) ctx.log.error({ err: error, runId: row.id }, "discovery failed");
  throw new RetryAt(until, messageOf(error));
}

async function park(
  ctx: TenantContext,
  run: Discovery,
  cursor: RunCursor,
  until: Date,
  problem: RunProblem,
): Promise<void> {
  await withTenantSql(ctx, async (db) => {
    await parkRun(db, run.runId, {
      cursor: JSON.stringify(cursor),
      requests: run.requestsBefore + run.client.requests(),
      problem,
      until,
    });
    await saveBudget(db, run.installationId, run.client.budget());
    await publish(db, "ingest", { runId: run.runId });
  });
}
