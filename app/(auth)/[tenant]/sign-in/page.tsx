import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { loadPerson } from "@/app/_server/context";
import { findTenantSignIn, isGitHubConfigured, toOwnAddress } from "@/lib/identity";
import { AuthCard, OrLine } from "../../_components/auth-card";
import { EmailForm } from "../../_components/email-form";
import { GitHubButton } from "../../_components/github-button";
import { NotMember } from "../../_components/not-member";
import { SsoButton } from "../../_components/sso-button";

export const metadata: Metadata = { title: "Sign in" };

const searchSchema = z.object({ callbackUrl: z.string().max(2_000).optional().catch(undefined) });

type Props = {
  readonly params: Promise<{ tenant: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function TenantSignInPage({ params, searchParams }: Props) {
  const { tenant: slug } = await params;
  const search = searchSchema.parse(await searchParams);
  const person = await loadPerson();
  const view = await findTenantSignIn(slug, person);
  if (!view) notFound();
  const callbackUrl = toOwnAddress(search.callbackUrl ?? `/${slug}`);
  if (person && view.isMember) redirect(callbackUrl);
  return (
    <AuthCard
      title={<>Sign in to {view.tenantName}</>}
      footer={
        <>
          Another company?{" "}
          <Link href="/sign-in" className="text-accent-ink underline underline-offset-2">
            Sign in there
          </Link>
        </>
      }
    >
      {person ? <NotMember email={person.email} view={view} /> : null}
      {view.connections.map((connection) => (
        <SsoButton
          key={connection.id}
          connectionId={connection.id}
          name={connection.name}
          callbackUrl={callbackUrl}
        />
      ))}
      {view.connections.length > 0 ? <OrLine /> : null}
      <EmailForm
        callbackUrl={callbackUrl}
        linkOnly={view.connections.length > 0}
        action="E-mail me a link"
        hint={
          view.connections.length > 0 ? "For members who joined by e-mail, such as the owner." : undefined
        }
      />
      {isGitHubConfigured() ? <GitHubButton callbackUrl={callbackUrl} /> : null}
    </AuthCard>
  );
}
