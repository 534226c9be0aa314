import { redirect } from "next/navigation";

/**
 * Leads from a page past the end to the last one there is: an old link, or a list that became shorter while it was read,
 * must not say that the list is empty.
 *
 * @param total - of the list under its filters; an empty list has one page
 */
export function stayWithinPages(
  page: number,
  { total, pageSize, href }: { total: number; pageSize: number; href: (page: number) => string },
): void {
  const last = Math.max(1, Math.ceil(total / pageSize));
  if (page > last) redirect(href(last));
}
