import Link from "next/link";
import type { ProgressView } from "@/lib/catalog/client";
import { Callout } from "@/lib/ui/callout";
import { Countdown } from "./countdown";
import type { Connection } from "./use-progress";

type RunStateProps = {
  readonly tenant: string;
  readonly run: ProgressView["run"];
  readonly connection: Connection;
  readonly canManage: boolean;
};

/** What holds a run up or went wrong with it, with its cause, its end and what to do. */
export function RunState({ tenant, run, connection, canManage }: RunStateProps) {
  const { problem } = run;
  return (
    <>
      {connection === "ended" ? (
        <Callout tone="warn" title="You are signed out">
          Reading goes on without you.{" "}
          <Link className="link" href={`/${tenant}/sign-in`}>
            Sign in
          </Link>{" "}
          to see it again.
        </Callout>
      ) : null}
      {connection === "reconnecting" ? (
        <Callout tone="info" line>
          The connection to the portal is interrupted. Reading goes on; this page catches up by itself.
        </Callout>
      ) : null}
      {problem && run.status === "waiting" ? (
        <Callout
          tone="warn"
          title={problem.message}
          action={run.waitUntil ? <Countdown until={run.waitUntil} /> : null}
        >
          {problem.fix} Nothing that was read is lost.
        </Callout>
      ) : null}
      {problem && run.status === "failed" ? (
        <Callout
          tone="bad"
          title={problem.message}
          action={
            canManage ? (
              <Link className="link text-sm" href={`/${tenant}/settings/github`}>
                GitHub settings
              </Link>
            ) : null
          }
        >
          {problem.fix}
        </Callout>
      ) : null}
      {problem && (run.status === "done" || run.status === "running") ? (
        <Callout tone="warn" title={problem.message}>
          {problem.fix}
        </Callout>
      ) : null}
    </>
  );
}
