import type { ReactNode } from "react";
import { LinkTabs } from "@/lib/ui/link-tabs";
import { PageHeader } from "@/lib/ui/page-header";

const PAGES = [
  { path: "", label: "Changes" },
  { path: "/as-of", label: "As of a moment" },
  { path: "/diff", label: "Compare two moments" },
] as const;

/** Head of the three pages of the catalog's history. */
export function HistoryHead({
  slug,
  path,
  description,
}: {
  readonly slug: string;
  readonly path: (typeof PAGES)[number]["path"];
  readonly description: ReactNode;
}) {
  const base = `/${slug}/catalog/history`;
  return (
    <PageHeader
      crumbs={[{ label: "Catalog", href: `/${slug}/catalog` }, { label: "History" }]}
      title="History"
      description={description}
      tabs={
        <LinkTabs
          label="Ways to read history"
          tabs={PAGES.map((page) => ({
            href: `${base}${page.path}`,
            label: page.label,
            current: page.path === path,
          }))}
        />
      }
    />
  );
}
