import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { OnboardingSteps } from "@/app/_components/onboarding-steps";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { can } from "@/lib/access";
import { readOnboardingStep, readProgress } from "@/lib/catalog";
import { buttonStyles } from "@/lib/ui/button-styles";
import { EmptyState } from "@/lib/ui/empty-state";
import { HeldLossNote } from "../../_components/held-loss-note";
import { LiveProgress } from "./_components/live-progress";

export const metadata: Metadata = { title: "Reading your repositories" };

/** Step 3 of sign-up, and the page of any later run: everything is read from the rows, so it works after a reload or a week. */
export default async function ProgressPage(props: PageProps) {
  const { ctx, search } = await loadPage(props, {
    search: z.object({ run: z.uuid().optional().catch(undefined) }),
  });
  const progress = await readProgress(ctx, search.run);
  const first = (await readOnboardingStep(ctx)) !== "done";
  if (!progress) {
    return (
      <EmptyState
        title="Nothing is being read yet"
        action={
          <Link href={`/${ctx.slug}/setup/github`} className={buttonStyles({ variant: "primary" })}>
            Connect GitHub
          </Link>
        }
      >
        Connect a GitHub organisation, and its repositories appear here as they are read.
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-6">
      {first ? (
        <div className="mx-auto w-full max-w-3xl">
          <OnboardingSteps current="catalog" />
        </div>
      ) : null}
      <HeldLossNote ctx={ctx} />
      <LiveProgress
        tenant={ctx.slug}
        initial={progress}
        follow={search.run === undefined}
        canManage={can(ctx, "catalog.source.manage")}
      />
    </div>
  );
}
