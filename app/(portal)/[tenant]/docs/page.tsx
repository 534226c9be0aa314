import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { listDocumented } from "@/lib/catalog";
import { Card } from "@/lib/ui/card";
import { EmptyState } from "@/lib/ui/empty-state";
import { KindIcon } from "@/lib/ui/kind-icon";
import { PageHeader } from "@/lib/ui/page-header";
import { RelativeTime } from "@/lib/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/lib/ui/table";
import { entityPath } from "../_components/entity-link";
import { CatalogSearchBox } from "../catalog/_components/catalog-search-box";

export const metadata: Metadata = { title: "Docs" };

const searchSchema = z.object({
  q: z
    .string()
    .catch("")
    .transform((value) => value.trim().slice(0, 200)),
});

export default async function DocsPage(props: PageProps) {
  const { ctx, search } = await loadPage(props, { search: searchSchema });
  const items = await listDocumented(ctx, search.q);
  return (
    <>
      <PageHeader
        title="Docs"
        description="READMEs and Markdown pages of your repositories, as of their last push."
      />
      <div className="mb-3">
        <CatalogSearchBox value={search.q} hrefBefore={`/${ctx.slug}/docs`} hrefAfter="" />
      </div>
      <Card flush>
        {items.length === 0 ? (
          <EmptyState title={search.q ? "No page matches" : "No documentation was found yet"}>
            A README, or Markdown under docs/, appears here with the next push.
          </EmptyState>
        ) : (
          <Table caption="Components with documentation">
            <TableHead>
              <TableRow>
                <TableHeader>Component</TableHeader>
                <TableHeader numeric>Pages</TableHeader>
                <TableHeader className="max-md:hidden">Owner</TableHeader>
                <TableHeader className="max-md:hidden">Read</TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {items.map((item) => (
                <TableRow key={item.ref}>
                  <TableCell className="max-w-80">
                    <Link
                      href={`${entityPath(ctx.slug, item.ref)}?tab=docs`}
                      prefetch={false}
                      className="flex min-w-0 items-center gap-1.5 font-medium hover:underline"
                    >
                      <KindIcon kind={item.kind} type={item.type ?? undefined} />
                      <span className="truncate">{item.title}</span>
                    </Link>
                  </TableCell>
                  <TableCell numeric>{item.pages}</TableCell>
                  <TableCell muted className="max-md:hidden">
                    {item.ownerTitle}
                  </TableCell>
                  <TableCell muted className="max-md:hidden">
                    <RelativeTime at={item.updatedAt} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </Card>
    </>
  );
}
