import { redirect } from "next/navigation";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { readOnboardingStep } from "@/lib/catalog";

/** Goes to where sign-up stands, so that a reload or another browser goes on from there. */
export default async function SetupPage(props: PageProps) {
  const { ctx } = await loadPage(props);
  const step = await readOnboardingStep(ctx);
  redirect(
    step === "github"
      ? `/${ctx.slug}/setup/github`
      : step === "ingesting"
        ? `/${ctx.slug}/setup/progress`
        : `/${ctx.slug}`,
  );
}
