import { Check } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { OnboardingSteps } from "@/app/_components/onboarding-steps";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { can } from "@/lib/access";
import { readOnboardingStep } from "@/lib/catalog";
import { PERMISSIONS_ASKED } from "@/lib/github/client";
import { Badge } from "@/lib/ui/badge";
import { Callout } from "@/lib/ui/callout";
import { Card } from "@/lib/ui/card";
import { ForbiddenState } from "@/lib/ui/forbidden-state";
import { PageHeader } from "@/lib/ui/page-header";
import { ConnectButton } from "../_components/connect-button";

export const metadata: Metadata = { title: "Connect GitHub" };

/** Step 2 of sign-up: what we ask of GitHub, what for, and what we never do. */
export default async function ConnectGithubPage(props: PageProps) {
  const { ctx } = await loadPage(props);
  if (!can(ctx, "catalog.source.manage"))
    return <ForbiddenState to="connect GitHub" permission="catalog.source.manage" />;
  const step = await readOnboardingStep(ctx);
  return (
    <div className="mx-auto grid max-w-3xl gap-6">
      <OnboardingSteps current="github" />
      <PageHeader
        title="Connect your GitHub organisation"
        description="Your repositories become a catalog by themselves: no YAML to write first, nothing to install in your pipelines."
      />
      {step === "github" ? null : (
        <Callout
          tone="info"
          title="GitHub is connected"
          action={
            <Link className="link text-sm" href={`/${ctx.slug}/setup/progress`}>
              See its progress
            </Link>
          }
        >
          You can connect another organisation here.
        </Callout>
      )}
      <Card
        title="What the App may do"
        description="Read only. You choose the repositories on GitHub and can change that at any time."
        flush
      >
        <ul className="divide-y divide-line">
          {PERMISSIONS_ASKED.map((permission) => (
            <li key={permission.name} className="flex items-start gap-3 px-4 py-3">
              <Check className="mt-0.5 size-4 shrink-0 text-ok" aria-hidden="true" />
              <div className="min-w-0 flex-1">
                <p className="flex items-center gap-2 text-sm font-medium">
                  {permission.name} <Badge>{permission.level}</Badge>
                </p>
                <p className="text-sm text-ink-muted">{permission.why}</p>
              </div>
            </li>
          ))}
        </ul>
      </Card>
      <div className="grid gap-3">
        <ConnectButton tenant={ctx.slug} label="Install on GitHub" />
        <p className="max-w-prose text-sm text-ink-muted">
          GitHub asks where to install, and then once who you are: that proves the organisation is yours to
          connect. We do not keep your GitHub sign-in and never write to your repositories.
        </p>
      </div>
    </div>
  );
}
