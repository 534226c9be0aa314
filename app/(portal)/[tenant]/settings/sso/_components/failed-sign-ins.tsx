import { PROBLEM_WORDS } from "@/app/(auth)/sign-in/error/problem-words";
import { isSignInProblem } from "@/lib/identity/client";
import { Card } from "@/lib/ui/card";
import { RelativeTime } from "@/lib/ui/relative-time";

type FailedSignInsProps = {
  readonly failures: readonly { readonly at: Date; readonly problem: string; readonly detail: string }[];
};

/** The latest refused sign-ins with what the provider said, so that an admin can correct the settings. */
export function FailedSignIns({ failures }: FailedSignInsProps) {
  return (
    <Card flush title="Refused sign-ins" description="The latest of the last seven days.">
      <ul className="divide-y divide-line">
        {failures.map((failure) => (
          <li key={`${failure.at.toISOString()}-${failure.detail}`} className="px-4 py-2.5 text-sm">
            <span className="flex justify-between gap-3">
              <span className="font-medium">
                {PROBLEM_WORDS[isSignInProblem(failure.problem) ? failure.problem : "unknown"].title}
              </span>
              <RelativeTime at={failure.at} className="shrink-0 text-xs text-ink-muted" />
            </span>
            {failure.detail ? (
              <code className="mt-0.5 block text-xs wrap-anywhere text-ink-muted">{failure.detail}</code>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
