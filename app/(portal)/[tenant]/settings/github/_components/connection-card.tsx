import Link from "next/link";
import type { Connection } from "@/lib/catalog";
import type { LimitWindow } from "@/lib/github";
import { Badge } from "@/lib/ui/badge";
import { Callout } from "@/lib/ui/callout";
import { Card } from "@/lib/ui/card";
import { Progress } from "@/lib/ui/progress";
import { RelativeTime } from "@/lib/ui/relative-time";
import type { Tone } from "@/lib/ui/tone";
import { ReadAgainButton } from "./read-again-button";

const STATUS: Readonly<Record<string, { readonly label: string; readonly tone: Tone }>> = {
  active: { label: "Connected", tone: "ok" },
  suspended: { label: "Suspended on GitHub", tone: "warn" },
  removed: { label: "Uninstalled on GitHub", tone: "bad" },
};
const RUN_WORDS: Readonly<Record<string, string>> = {
  running: "under way",
  waiting: "waiting",
  done: "complete",
  failed: "stopped",
};

function Limit({ label, window }: { readonly label: string; readonly window: LimitWindow | undefined }) {
  if (!window) return <p className="text-xs text-ink-muted">{label}: not used yet</p>;
  const used = window.limit - window.remaining;
  const low = window.remaining < window.limit * 0.1;
  return (
    <Progress
      label={label}
      value={used}
      max={window.limit}
      tone={low ? "warn" : "accent"}
      text={`${used.toLocaleString("en")} of ${window.limit.toLocaleString("en")} used this hour`}
    />
  );
}

type ConnectionCardProps = {
  readonly tenant: string;
  readonly connection: Connection;
  readonly canManage: boolean;
};

/** One organisation: may we read it, how much of GitHub's limits is left, when was it read last, what is wrong. */
export function ConnectionCard({ tenant, connection, canManage }: ConnectionCardProps) {
  const { installation, lastRun, sourceId } = connection;
  const status = STATUS[installation.status] ?? { label: installation.status, tone: "neutral" };
  const { blockedUntil } = installation.budget;
  const isBlocked = blockedUntil !== undefined && new Date(blockedUntil) > new Date();
  return (
    <Card
      title={installation.accountLogin}
      description={
        installation.repositorySelection === "selected" ? "Repositories chosen on GitHub" : "All repositories"
      }
      actions={
        <>
          <Badge tone={status.tone}>{status.label}</Badge>
          {canManage && sourceId && installation.status !== "removed" ? (
            <ReadAgainButton tenant={tenant} sourceId={sourceId} />
          ) : null}
        </>
      }
    >
      <div className="grid gap-4">
        {lastRun?.problem ? (
          <Callout tone={lastRun.status === "failed" ? "bad" : "warn"} title={lastRun.problem.message}>
            {lastRun.problem.fix}
          </Callout>
        ) : null}
        {isBlocked ? (
          <Callout tone="warn" line>
            {installation.budget.cause ?? "GitHub asks us to wait."} Reading goes on{" "}
            <RelativeTime at={blockedUntil} />.
          </Callout>
        ) : null}
        <div className="grid gap-4 sm:grid-cols-2">
          <Limit label="REST requests" window={installation.budget.core} />
          <Limit label="GraphQL points" window={installation.budget.graphql} />
        </div>
        <p className="text-sm text-ink-muted">
          {lastRun ? (
            <>
              Last run {RUN_WORDS[lastRun.status]}, begun <RelativeTime at={lastRun.startedAt} />
              {lastRun.total === null ? null : <>, {lastRun.total.toLocaleString("en")} repositories</>},{" "}
              {lastRun.requests.toLocaleString("en")} requests.{" "}
              <Link className="link" href={`/${tenant}/setup/progress?run=${lastRun.id}`}>
                See it
              </Link>
            </>
          ) : (
            "It has not been read yet."
          )}
        </p>
        <p className="text-xs text-ink-muted">
          Permissions:{" "}
          {Object.entries(installation.permissions)
            .map(([name, level]) => `${name.replaceAll("_", " ")} ${level}`)
            .join(", ") || "none"}
        </p>
      </div>
    </Card>
  );
}
