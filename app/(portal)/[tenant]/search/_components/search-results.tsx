import { FileText, Puzzle, UserRound } from "lucide-react";
import Link from "next/link";
import type { SearchHit } from "@/lib/search";
import { markWords } from "@/lib/search/client";
import { Badge } from "@/lib/ui/badge";
import { KindIcon } from "@/lib/ui/kind-icon";
import { KindName } from "@/lib/ui/own-kinds";

function HitIcon({ hit }: { readonly hit: SearchHit }) {
  const look = "size-4 shrink-0 text-ink-muted";
  if (hit.source === "docs") return <FileText aria-hidden="true" className={look} />;
  if (hit.source === "members") return <UserRound aria-hidden="true" className={look} />;
  if (hit.source === "plugins") return <Puzzle aria-hidden="true" className={look} />;
  return <KindIcon kind={hit.kind ?? ""} type={hit.type} />;
}

const SOURCE_WORDS = { docs: "Docs", members: "Member", plugins: "Plugin" } as const;

function HitWord({ hit }: { readonly hit: SearchHit }) {
  if (hit.source !== "entity") return SOURCE_WORDS[hit.source];
  return hit.type ?? <KindName kind={hit.kind ?? ""} />;
}

function Marks({ text, query }: { readonly text: string; readonly query: string }) {
  let at = 0;
  return markWords(text, query).map((piece) => {
    const key = at;
    at += piece.text.length;
    return piece.hit ? (
      <mark key={key} className="rounded-xs bg-accent-soft text-inherit">
        {piece.text}
      </mark>
    ) : (
      <span key={key}>{piece.text}</span>
    );
  });
}

/** Hits as rows, each one link. */
export function SearchResults({
  hits,
  query,
}: {
  readonly hits: readonly SearchHit[];
  readonly query: string;
}) {
  return (
    <ul aria-label="Results">
      {hits.map((hit) => (
        <li key={`${hit.source} ${hit.id}`} className="border-t border-line first:border-t-0">
          <Link
            href={hit.href}
            prefetch={false}
            className="flex min-h-10 items-center gap-3 px-4 py-1.5 hover:bg-hover -outline-offset-2!"
          >
            <HitIcon hit={hit} />
            <span className="min-w-0 flex-1">
              <span className="block truncate text-sm font-medium">
                <Marks text={hit.title} query={query} />
              </span>
              {hit.detail ? (
                <span className="block truncate text-xs text-ink-muted">
                  <Marks text={hit.detail} query={query} />
                </span>
              ) : null}
            </span>
            <Badge>
              <HitWord hit={hit} />
            </Badge>
          </Link>
        </li>
      ))}
    </ul>
  );
}
