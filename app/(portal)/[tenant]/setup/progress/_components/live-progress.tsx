"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { ProgressView } from "@/lib/catalog/client";
import { buttonStyles } from "@/lib/ui/button-styles";
import { Card } from "@/lib/ui/card";
import { LiveRegion } from "@/lib/ui/live-region";
import { useKindWords } from "@/lib/ui/own-kinds";
import { PageHeader } from "@/lib/ui/page-header";
import { Progress } from "@/lib/ui/progress";
import { RepositoryGrid } from "@/lib/ui/repository-grid";
import { Stat } from "@/lib/ui/stat";
import { Failures, Findings } from "./findings";
import { RunState } from "./run-state";
import { useProgress } from "./use-progress";

type LiveProgressProps = {
  readonly tenant: string;
  readonly initial: ProgressView;
  readonly follow: boolean;
  readonly canManage: boolean;
};

const KIND_ORDER = ["component", "api", "resource", "system", "domain", "group", "user", "template"];
/** Shown from the start, so that the row does not jump when the first ones come. */
const ALWAYS = new Set(["component", "api", "group", "user"]);

function kindsInOrder(kinds: ProgressView["kinds"]): { kind: string; count: number }[] {
  const counts = new Map(kinds.map(({ kind, count }) => [kind, count]));
  const known = KIND_ORDER.filter((kind) => counts.has(kind) || ALWAYS.has(kind));
  const others = kinds.map(({ kind }) => kind).filter((kind) => !KIND_ORDER.includes(kind));
  return [...known, ...others].map((kind) => ({ kind, count: counts.get(kind) ?? 0 }));
}

function titleOf({ run, squares }: ProgressView): string {
  if (run.status === "done") return `Your catalog of ${run.account} is ready`;
  if (run.status === "failed") return `Reading ${run.account} stopped`;
  if (run.status === "waiting") return `Reading ${run.account} is waiting`;
  return squares.length === 0 ? `Finding the repositories of ${run.account}` : `Reading ${run.account}`;
}

function secondsOf(run: ProgressView["run"]): number | undefined {
  return run.finishedAt
    ? Math.max(1, Math.round((Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000))
    : undefined;
}

/** The living page of a run: real counts, every repository turning into its verdict, findings and failures as they come. */
export function LiveProgress({ tenant, initial, follow, canManage }: LiveProgressProps) {
  const { progress, connection } = useProgress(tenant, initial, follow);
  const words = useKindWords();
  const { run, squares } = progress;
  const settled = squares.filter((square) => square.state !== "waiting" && square.state !== "reading").length;
  const total = Math.max(run.total ?? 0, squares.length);
  const seconds = secondsOf(run);
  const done = run.status === "done";
  const router = useRouter();
  const ended = done && initial.run.status !== "done";
  // What the server says around this part, a loss that is held back, is known at the end only.
  useEffect(() => {
    if (ended) router.refresh();
  }, [ended, router]);
  return (
    <div className="grid gap-5">
      <PageHeader
        title={titleOf(progress)}
        description={
          done
            ? `${total.toLocaleString("en")} repositories read${seconds ? ` in ${seconds} s` : ""} with ${run.requests} requests to GitHub. Every one has a verdict.`
            : "You can leave this page; reading goes on and is here when you come back."
        }
        actions={
          <Link
            href={`/${tenant}/catalog`}
            className={buttonStyles({ variant: done ? "primary" : "secondary" })}
          >
            Open your catalog
          </Link>
        }
      />
      <LiveRegion>
        {done ? titleOf(progress) : run.status === "waiting" ? (run.problem?.message ?? "") : ""}
      </LiveRegion>
      <RunState tenant={tenant} run={run} connection={connection} canManage={canManage} />
      <Card>
        <div className="grid gap-5">
          <div className="grid grid-cols-2 gap-4 sm:grid-cols-4 lg:grid-cols-6">
            {kindsInOrder(progress.kinds).map(({ kind, count }) => (
              <Stat key={kind} label={words.plural(kind)} value={count} />
            ))}
          </div>
          <Progress
            label="Repositories with a verdict"
            value={settled}
            max={total}
            tone={run.status === "failed" ? "bad" : done ? "ok" : "accent"}
          />
          <RepositoryGrid squares={squares} />
        </div>
      </Card>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Findings findings={progress.findings} running={!done} />
        <Failures failures={progress.failures} tenant={tenant} done={done} />
      </div>
    </div>
  );
}
