import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { listPlugins, type PluginView } from "@/lib/plugins";
import { Button } from "@/lib/ui/button";
import { EmptyState } from "@/lib/ui/empty-state";
import { Input } from "@/lib/ui/input";
import { LinkTabs } from "@/lib/ui/link-tabs";
import { PageHeader } from "@/lib/ui/page-header";
import { LiveRefresh } from "../../_components/live-refresh";
import { PluginTile } from "../_components/plugin-tile";
import { CATEGORY_TITLES, marketplaceSearchSchema } from "../_components/search-params";

export const metadata: Metadata = { title: "Marketplace" };

function matches({ manifest }: PluginView, q: string): boolean {
  const text = [manifest.title, manifest.vendor, manifest.description, ...manifest.highlights]
    .join(" ")
    .toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export default async function MarketplacePage(props: PageProps) {
  const { ctx, search } = await loadPage(props, { search: marketplaceSearchSchema });
  const all = await listPlugins(ctx);
  const found = all.filter((plugin) => matches(plugin, search.q.trim()));
  const shown = found.filter(
    ({ manifest }) =>
      search.category === "" || manifest.categories.some((category) => category === search.category),
  );
  const base = `/${ctx.slug}/marketplace`;
  const hrefOf = (category: string) =>
    `${base}?${new URLSearchParams({ ...(search.q ? { q: search.q } : {}), ...(category ? { category } : {}) })}`;
  const categories = [...new Set(all.flatMap(({ manifest }) => manifest.categories))];
  return (
    <>
      <LiveRefresh tenant={ctx.slug} topics={["plugins.changed", "billing.entitlement"]} />
      <PageHeader
        title="Marketplace"
        description="Plugins show what your other tools know, on the component it is about. They work as soon as you enable them."
        actions={
          <search className="w-full sm:w-64">
            <form>
              <label htmlFor="marketplace-search" className="sr-only">
                Search plugins
              </label>
              <Input
                id="marketplace-search"
                type="search"
                name="q"
                defaultValue={search.q}
                placeholder="Search plugins"
              />
              {search.category ? <input type="hidden" name="category" value={search.category} /> : null}
            </form>
          </search>
        }
        tabs={
          <LinkTabs
            label="Categories"
            tabs={[
              { href: hrefOf(""), label: "All", current: search.category === "", count: found.length },
              ...categories.map((category) => ({
                href: hrefOf(category),
                label: CATEGORY_TITLES[category] ?? category,
                current: search.category === category,
                count: found.filter(({ manifest }) => manifest.categories.includes(category)).length,
              })),
            ]}
          />
        }
      />
      {shown.length > 0 ? (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(18rem,100%),1fr))] gap-4">
          {shown.map((plugin) => (
            <PluginTile key={plugin.manifest.id} slug={ctx.slug} plugin={plugin} />
          ))}
        </ul>
      ) : (
        <EmptyState
          icon={<SearchX />}
          title="No plugin matches"
          action={
            <Button asChild>
              <Link href={base}>Show all plugins</Link>
            </Button>
          }
        >
          Try another word or another category.
        </EmptyState>
      )}
    </>
  );
}
