import { ChevronRight } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { loadPerson } from "@/app/_server/context";
import { listMemberships } from "@/lib/identity";
import { Avatar } from "@/lib/ui/avatar";
import { Button } from "@/lib/ui/button";
import { SubmitButton } from "@/lib/ui/submit-button";
import { AuthCard } from "../../_components/auth-card";
import { endSession } from "../actions";

export const metadata: Metadata = { title: "Choose a portal" };

/** After a sign-in without a destination: the one portal there is, or the choice, or what to do when there is none. */
export default async function ContinuePage() {
  const person = await loadPerson();
  if (!person) redirect("/sign-in");
  const memberships = await listMemberships(person);
  const only = memberships.length === 1 ? memberships[0] : undefined;
  if (only) redirect(`/${only.slug}`);
  const signOut = (
    <form action={endSession} className="inline">
      Signed in as {person.email}. <SubmitButton variant="link">Sign out</SubmitButton>
    </form>
  );
  if (memberships.length === 0) {
    return (
      <AuthCard
        title="You are not a member of a portal yet"
        lead={<>You proved that you are {person.email}, but no company’s portal has you as a member.</>}
        footer={signOut}
      >
        <Button asChild variant="primary" size="lg">
          <Link href="/sign-up">Create your company’s portal</Link>
        </Button>
        <p className="text-sm text-ink-muted">
          If your company has one already, sign in through its single sign-on, at the portal’s own address or
          with your company e-mail.
        </p>
      </AuthCard>
    );
  }
  return (
    <AuthCard title="Choose a portal" footer={signOut}>
      <ul className="-mx-2 grid gap-0.5">
        {memberships.map((membership) => (
          <li key={membership.tenantId}>
            <Link
              href={`/${membership.slug}`}
              className="flex items-center gap-3 rounded-md p-2 hover:bg-hover"
            >
              <Avatar name={membership.name} square size={32} />
              <span className="min-w-0 flex-1">
                <span className="block truncate text-sm font-medium">{membership.name}</span>
                <span className="block truncate text-xs text-ink-muted">
                  /{membership.slug} · {membership.role}
                </span>
              </span>
              <ChevronRight className="size-4 text-ink-faint" aria-hidden="true" />
            </Link>
          </li>
        ))}
      </ul>
    </AuthCard>
  );
}
