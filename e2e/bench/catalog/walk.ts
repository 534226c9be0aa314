import { z } from "zod";
import { portal } from "../../fixtures/product";
import { API, type Bench } from "./bench";

const pageSchema = z.object({
  items: z.array(z.unknown()),
  totalItems: z.number(),
  pageInfo: z.object({ nextCursor: z.string().optional() }),
});

type Walked = {
  readonly value: number;
  readonly detail: { readonly entities: number; readonly pages: number };
};

/** Reads the whole catalog page by page, as who copies it does. @returns seconds */
export async function walk({ headers }: Bench, encoding: string): Promise<Walked> {
  const begun = performance.now();
  let [seen, pages, total] = [0, 0, 0];
  for (let query = "limit=500&orderField=metadata.name,asc"; query !== ""; ) {
    const response = await fetch(`${portal}${API}/entities/by-query?${query}`, {
      headers: { ...headers, "accept-encoding": encoding },
    });
    const page = pageSchema.parse(await response.json());
    seen += page.items.length;
    pages += 1;
    total = page.totalItems;
    query = page.pageInfo.nextCursor
      ? `limit=500&cursor=${encodeURIComponent(page.pageInfo.nextCursor)}`
      : "";
  }
  if (seen !== total) throw new Error(`the walk saw ${seen} of ${total}`);
  return { value: (performance.now() - begun) / 1000, detail: { entities: seen, pages } };
}
