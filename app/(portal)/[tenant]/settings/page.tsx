import { redirect } from "next/navigation";
import { loadPage, type PageProps } from "@/app/_server/load-page";

/** Members are what everybody may see, so settings begin there. */
export default async function SettingsPage(props: PageProps) {
  const { ctx } = await loadPage(props);
  redirect(`/${ctx.slug}/settings/members`);
}
