import { createHash } from "node:crypto";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { cookieName } from "@/lib/identity";
import { Button } from "@/lib/ui/button";
import { AuthCard } from "../../_components/auth-card";

export const metadata: Metadata = { title: "Sign in", referrer: "no-referrer" };

const searchSchema = z.object({
  email: z.string().min(3).max(254),
  token: z.string().regex(/^[0-9a-f]{64}$/),
  callbackUrl: z.string().max(2_000).catch("/sign-in/continue"),
});

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Where the link of a sign-in mail leads: straight on in the browser that asked for it, one question elsewhere. */
export default async function SignInLinkPage({ searchParams }: Props) {
  const search = searchSchema.safeParse(await searchParams);
  if (!search.success) redirect("/sign-in/error?problem=link_expired");
  const { email, token, callbackUrl } = search.data;
  const target = `/api/auth/callback/email?${new URLSearchParams({ callbackUrl, token, email })}`;
  const mark = (await cookies()).get(cookieName("link"))?.value;
  if (mark === createHash("sha256").update(email).digest("hex")) redirect(target);
  return (
    <AuthCard
      title={<>Sign in as {email}?</>}
      lead="This link was asked for in another browser. Continue only if you asked for it yourself."
    >
      <Button asChild variant="primary" size="lg">
        <a href={target}>Sign in</a>
      </Button>
    </AuthCard>
  );
}
