import Link from "next/link";
import type { ProgressView } from "@/lib/catalog/client";
import { Card } from "@/lib/ui/card";
import { RelativeTime } from "@/lib/ui/relative-time";

/** The last things found, newest first, as sentences. */
export function Findings({
  findings,
  running,
}: {
  readonly findings: ProgressView["findings"];
  readonly running: boolean;
}) {
  return (
    <Card title="Last found" flush>
      {findings.length === 0 ? (
        <p className="px-4 py-3 text-sm text-ink-muted">
          {running ? "The first repositories are being read." : "Nothing was found in this run."}
        </p>
      ) : (
        <ol className="divide-y divide-line">
          {findings.map((finding) => (
            <li key={finding.id} className="flex items-baseline gap-3 px-4 py-2 text-sm">
              <span className="min-w-0 flex-1 wrap-anywhere">{finding.sentence}</span>
              <RelativeTime at={finding.at} className="shrink-0 text-xs text-ink-muted" />
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

type FailuresProps = {
  readonly failures: ProgressView["failures"];
  readonly tenant: string;
  readonly done: boolean;
};

/** What failed, where, and how to fix it; as it happens. */
export function Failures({ failures, tenant, done }: FailuresProps) {
  return (
    <Card
      title={failures.length === 0 ? "Failures" : `Failures (${failures.length})`}
      actions={
        failures.length === 0 ? null : (
          <Link className="link" href={`/${tenant}/repositories?verdict=failed`}>
            All verdicts
          </Link>
        )
      }
      flush
    >
      {failures.length === 0 ? (
        <p className="px-4 py-3 text-sm text-ink-muted">{done ? "No repository failed." : "None so far."}</p>
      ) : (
        <ul className="divide-y divide-line">
          {failures.map((failure) => (
            <li key={failure.id} className="grid gap-0.5 px-4 py-2 text-sm">
              <p className="flex flex-wrap items-baseline gap-x-2">
                <a className="link font-medium" href={failure.url} rel="noreferrer">
                  {failure.name}
                </a>
                {failure.where ? (
                  <span className="font-mono text-xs text-ink-muted">{failure.where}</span>
                ) : null}
              </p>
              <p className="wrap-anywhere">{failure.message}</p>
              {failure.fix ? <p className="text-ink-muted wrap-anywhere">{failure.fix}</p> : null}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
