import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { OnboardingSteps } from "@/app/_components/onboarding-steps";
import { loadPerson } from "@/app/_server/context";
import { findPendingSignUp, isGitHubConfigured, toPersonSession } from "@/lib/identity";
import { config } from "@/lib/platform/config";
import { Callout } from "@/lib/ui/callout";
import { SubmitButton } from "@/lib/ui/submit-button";
import { AuthCard } from "../_components/auth-card";
import { endSession } from "../sign-in/actions";
import { readSignUpToken } from "./sign-up-cookie";
import { SignUpForm } from "./sign-up-form";

export const metadata: Metadata = { title: "Sign up" };

const searchSchema = z.object({
  pending: z.string().max(100).optional().catch(undefined),
  problem: z.literal("taken").optional().catch(undefined),
});

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignUpPage({ searchParams }: Props) {
  const search = searchSchema.parse(await searchParams);
  const token = search.pending ?? (await readSignUpToken());
  const [pending, session] = await Promise.all([token ? findPendingSignUp(token) : undefined, loadPerson()]);
  const person = toPersonSession(session);
  return (
    <>
      <div className="mb-6">
        <OnboardingSteps current="company" />
      </div>
      <AuthCard
        title="Create your company’s portal"
        lead="14 days of the Business plan, no card. After that you stay on Free until you choose."
        footer={
          person ? (
            <form action={endSession} className="inline">
              Signed in as {person.email}. <SubmitButton variant="link">Sign out</SubmitButton>
            </form>
          ) : (
            <>
              Already a member?{" "}
              <Link href="/sign-in" className="text-accent-ink underline underline-offset-2">
                Sign in
              </Link>
            </>
          )
        }
      >
        {session && !person ? (
          <Callout tone="info">
            You are signed in through a company’s single sign-on. A portal of your own needs an e-mail link or
            GitHub.
          </Callout>
        ) : null}
        <SignUpForm
          origin={`${new URL(config().PORTICO_URL).host}/`}
          name={pending?.name ?? ""}
          slug={pending?.slug ?? ""}
          isSignedIn={person !== undefined}
          hasGitHub={isGitHubConfigured()}
          problem={
            search.problem === "taken"
              ? "Somebody else took this address meanwhile. Choose another one."
              : undefined
          }
        />
      </AuthCard>
    </>
  );
}
