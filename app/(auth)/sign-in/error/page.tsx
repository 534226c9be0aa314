import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { isSignInProblem } from "@/lib/identity/client";
import { Button } from "@/lib/ui/button";
import { CopyButton } from "@/lib/ui/copy-button";
import { AuthCard } from "../../_components/auth-card";
import { PROBLEM_WORDS } from "./problem-words";

export const metadata: Metadata = { title: "Sign-in failed" };

const searchSchema = z.object({
  problem: z.string().optional().catch(undefined),
  request: z
    .string()
    .regex(/^[\w-]{8,64}$/)
    .optional()
    .catch(undefined),
  tenant: z
    .string()
    .regex(/^[a-z0-9-]{2,40}$/)
    .optional()
    .catch(undefined),
});

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInErrorPage({ searchParams }: Props) {
  const { problem, request, tenant } = searchSchema.parse(await searchParams);
  const code = isSignInProblem(problem) ? problem : "unknown";
  const words = PROBLEM_WORDS[code];
  return (
    <AuthCard title={words.title} lead={words.text}>
      <p className="text-sm">{words.fix}</p>
      <Button asChild variant="primary" size="lg">
        <Link href={tenant ? `/${tenant}/sign-in` : "/sign-in"}>Back to sign-in</Link>
      </Button>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-1 border-t border-line pt-3 text-xs text-ink-muted">
        <dt>Cause</dt>
        <dd>
          <code>{code}</code>
        </dd>
        {request ? (
          <>
            <dt>Request</dt>
            <dd className="flex min-w-0 items-center gap-1">
              <code className="truncate">{request}</code>
              <CopyButton value={request} label="Copy request id" />
            </dd>
          </>
        ) : null}
      </dl>
    </AuthCard>
  );
}
