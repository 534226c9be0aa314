"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cx } from "@/lib/ui/cx";
import { ScrollRow } from "@/lib/ui/scroll-row";

type Place = { readonly href: string; readonly label: string };

/** Places of the settings: a column on wide screens, a scrolling row on phones. */
export function SettingsNav({ places }: { readonly places: readonly Place[] }) {
  const pathname = usePathname();
  return (
    <ScrollRow
      label="Settings"
      at={pathname}
      className="max-lg:-mx-4 max-lg:mb-4 max-lg:border-b max-lg:border-line max-lg:px-4 lg:overflow-visible!"
    >
      <ul className="flex gap-0.5 lg:sticky lg:top-4 lg:flex-col">
        {places.map((place) => (
          <li key={place.href} className="shrink-0">
            <Link
              href={place.href}
              aria-current={pathname.startsWith(place.href) ? "page" : undefined}
              className={cx(
                "block rounded-md px-2.5 py-1.5 text-sm text-ink-muted hover:bg-hover hover:text-ink",
                "aria-[current=page]:bg-selected aria-[current=page]:font-medium aria-[current=page]:text-ink",
              )}
            >
              {place.label}
            </Link>
          </li>
        ))}
      </ul>
    </ScrollRow>
  );
}
