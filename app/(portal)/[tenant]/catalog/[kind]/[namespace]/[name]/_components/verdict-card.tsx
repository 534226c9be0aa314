import Link from "next/link";
import type { EntityView, VerdictRow } from "@/lib/catalog";
import { Badge } from "@/lib/ui/badge";
import { Card } from "@/lib/ui/card";
import { RelativeTime } from "@/lib/ui/relative-time";
import { VERDICT_TONES, verdictWords } from "../../../../_components/verdict-words";

export function VerdictCard({ slug, view }: { readonly slug: string; readonly view: EntityView }) {
  const change = view.lastRevision;
  return (
    <Card title="Source and verdict">
      {view.verdicts.length === 0 ? (
        <p className="text-sm text-ink-muted">
          {view.entity.orphanedAt
            ? "What is shown here is what was known last."
            : `No repository declares this entity; it comes from ${sourceNames(view) || "the organisation"}.`}
        </p>
      ) : null}
      <ul className="grid gap-3">
        {view.verdicts.map((verdict) => (
          <Verdict key={verdict.repositoryId} slug={slug} verdict={verdict} />
        ))}
      </ul>
      {change ? (
        <p className="mt-3 border-t border-line pt-3 text-xs text-ink-muted">
          Last change: {change.change} <RelativeTime at={change.at} /> by{" "}
          {String(change.cause.name ?? change.cause.kind ?? "ingestion")} (version {change.version})
        </p>
      ) : null}
    </Card>
  );
}

function sourceNames(view: EntityView): string {
  const counting = view.fragments.filter((fragment) => !fragment.isRefused);
  return [...new Set(counting.map((fragment) => fragment.sourceName))].join(", ");
}

function Verdict({ slug, verdict }: { readonly slug: string; readonly verdict: VerdictRow }) {
  return (
    <li className="min-w-0">
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={VERDICT_TONES[verdict.verdict] ?? "neutral"}>{verdictWords(verdict.verdict)}</Badge>
        <a
          href={verdict.url}
          target="_blank"
          rel="noopener noreferrer"
          className="min-w-0 truncate font-mono text-xs hover:underline"
        >
          {verdict.repository}
        </a>
        {verdict.verdictAt ? (
          <span className="text-xs text-ink-muted">
            <RelativeTime at={verdict.verdictAt} />
          </span>
        ) : null}
      </div>
      {verdict.message ? (
        <p className="mt-1 text-xs text-ink-muted wrap-anywhere">{verdict.message}</p>
      ) : verdict.summary ? (
        <p className="mt-1 text-xs text-ink-muted wrap-anywhere">{verdict.summary}</p>
      ) : null}
      {verdict.fix ? <p className="mt-0.5 text-xs wrap-anywhere">Fix: {verdict.fix}</p> : null}
      <Link
        href={`/${slug}/repositories/explain?url=${encodeURIComponent(verdict.repository)}`}
        className="text-xs text-accent-ink hover:underline"
      >
        Stage by stage
      </Link>
    </li>
  );
}
