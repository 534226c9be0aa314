import { redirect } from "next/navigation";
import { loadPage, type PageProps } from "@/app/_server/load-page";

/** APIs are entities: the catalog filtered by kind, under an address people remember. */
export default async function ApisPage(props: PageProps) {
  const { ctx } = await loadPage(props);
  redirect(`/${ctx.slug}/catalog?kind=api`);
}
