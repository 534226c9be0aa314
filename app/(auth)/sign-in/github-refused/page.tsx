import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { buttonStyles } from "@/lib/ui/button-styles";
import { AuthCard } from "../../_components/auth-card";

export const metadata: Metadata = { title: "GitHub was not connected" };

const WORDS = {
  state: [
    "This return from GitHub is not one you began",
    "Connecting GitHub begins in your portal, is finished by the same person within an hour, and works once. This address was opened by somebody else, too late, a second time, or without beginning there.",
  ],
  requested: [
    "Your organisation's owners have been asked",
    "You may not install apps on this organisation yourself, so GitHub sent your request to its owners. Once one of them has approved it, connect GitHub again from your portal.",
  ],
  denied: [
    "You did not let GitHub say who you are",
    "We ask once who you are on GitHub, to prove that the organisation is yours to connect. Nothing was connected.",
  ],
  not_listed: [
    "GitHub does not list this installation as yours",
    "An organisation can only be connected by one of its owners on GitHub. Sign in to GitHub with the account that installed the App, and begin again. Nothing was connected.",
  ],
  taken: [
    "This organisation is already connected to another portal",
    "One organisation feeds one portal. Ask that portal's owner for an invitation. To move it, uninstall the App on GitHub and connect again from here. Nothing was changed.",
  ],
  not_member: [
    "You may not connect GitHub here",
    "It needs the permission catalog.source.manage, which owners and admins of the portal have. Ask one of them to connect GitHub.",
  ],
  failed: [
    "GitHub could not confirm the connection",
    "GitHub did not answer as expected, or the code it gave had expired. Nothing was connected; begin again from your portal.",
  ],
} as const;

const searchSchema = z.object({
  reason: z
    .enum(["state", "requested", "denied", "not_listed", "taken", "not_member", "failed"])
    .catch("failed"),
});

/** Why GitHub was not connected, and what to do. Opened by redirect only; it shows nothing from its address but a choice of words. */
export default async function GithubRefusedPage({
  searchParams,
}: {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { reason } = searchSchema.parse(await searchParams);
  const [title, lead] = WORDS[reason];
  return (
    <AuthCard title={title} lead={lead}>
      <Link href="/sign-in/continue" className={buttonStyles({ variant: "primary" })}>
        Go to your portal
      </Link>
    </AuthCard>
  );
}
