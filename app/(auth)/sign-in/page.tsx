import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { z } from "zod";
import { loadPerson } from "@/app/_server/context";
import { isGitHubConfigured, toOwnAddress } from "@/lib/identity";
import { Callout } from "@/lib/ui/callout";
import { AuthCard, OrLine } from "../_components/auth-card";
import { EmailForm } from "../_components/email-form";
import { GitHubButton } from "../_components/github-button";

export const metadata: Metadata = { title: "Sign in" };

const searchSchema = z.object({
  callbackUrl: z.string().max(2_000).optional().catch(undefined),
  email: z.string().max(254).optional().catch(undefined),
  signedOut: z.string().optional().catch(undefined),
});

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const search = searchSchema.parse(await searchParams);
  const callbackUrl = toOwnAddress(search.callbackUrl ?? "/sign-in/continue");
  if (!search.signedOut && (await loadPerson())) redirect(callbackUrl);
  return (
    <AuthCard
      title="Sign in to Portico"
      lead="Use your company e-mail. If your company has single sign-on, it takes you there; otherwise you get a link."
      footer={
        <>
          New here?{" "}
          <Link href="/sign-up" className="text-accent-ink underline underline-offset-2">
            Create your company’s portal
          </Link>
        </>
      }
    >
      {search.signedOut ? (
        <Callout tone="ok" line>
          You are signed out.
        </Callout>
      ) : null}
      <EmailForm callbackUrl={callbackUrl} email={search.email} />
      {isGitHubConfigured() ? (
        <>
          <OrLine />
          <GitHubButton callbackUrl={callbackUrl} />
        </>
      ) : null}
    </AuthCard>
  );
}
