"use client";

import { Clock } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { searchQuery } from "@/lib/search/client";
import { listRecent, rememberSearch } from "@/lib/ui/command/recent-searches";

type RecentSearchesProps = {
  readonly slug: string;
  /** what was searched and found; remembered in this browser only */
  readonly found?: string | undefined;
};

/** The searches of before as links; nothing at all when there are none, or when there are results to look at. */
export function RecentSearches({ slug, found }: RecentSearchesProps) {
  const [recent, setRecent] = useState<readonly string[]>([]);
  useEffect(() => {
    if (found === undefined) {
      setRecent(listRecent(slug));
      return;
    }
    // Somebody still typing has not searched yet.
    const timer = setTimeout(() => rememberSearch(slug, found), 1_500);
    return () => clearTimeout(timer);
  }, [slug, found]);
  if (found !== undefined || recent.length === 0) return null;
  return (
    <nav aria-label="Recent searches" className="mt-4">
      <h2 className="mb-1.5 text-xs font-medium text-ink-muted">Recent searches</h2>
      <ul className="grid gap-0.5">
        {recent.map((text) => (
          <li key={text}>
            <Link
              href={`/${slug}/search${searchQuery({ q: text })}`}
              className="flex h-8 items-center gap-2 rounded-md px-2 text-sm hover:bg-hover"
            >
              <Clock aria-hidden="true" className="size-4 text-ink-faint" />
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
