import { MailCheck } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { config } from "@/lib/platform/config";
import { Callout } from "@/lib/ui/callout";
import { AuthCard } from "../../_components/auth-card";

export const metadata: Metadata = { title: "Check your mail" };

const searchSchema = z.object({ email: z.string().max(254).optional().catch(undefined) });
type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CheckMailPage({ searchParams }: Props) {
  const { email } = searchSchema.parse(await searchParams);
  const isStandIn = config().PORTICO_STANDINS.includes("mail");
  return (
    <AuthCard
      title={
        <span className="flex items-center gap-2">
          <MailCheck className="size-5 text-accent" aria-hidden="true" />
          Check your mail
        </span>
      }
      lead={
        <>
          We sent a sign-in link to{" "}
          <strong className="font-medium text-ink">{email ?? "your address"}</strong>. It works once, for 15
          minutes.
        </>
      }
      footer={
        <Link
          href={`/sign-in${email ? `?email=${encodeURIComponent(email)}` : ""}`}
          className="text-accent-ink underline underline-offset-2"
        >
          Use another address or send it again
        </Link>
      }
    >
      {isStandIn ? (
        <Callout tone="info">
          Mail goes to the local mailbox stand-in here. It is listed in the output of npm start.
        </Callout>
      ) : null}
      <p className="text-sm text-ink-muted">Nothing there after a minute? Look in the spam folder.</p>
    </AuthCard>
  );
}
