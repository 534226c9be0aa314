"use client";

import { Button } from "@/lib/ui/button";
import { ProblemState } from "@/lib/ui/problem-state";

type ErrorProps = { readonly error: Error & { readonly digest?: string }; readonly reset: () => void };

export default function PortalError({ error, reset }: ErrorProps) {
  return (
    <ProblemState
      title="This page could not be shown"
      requestId={error.digest}
      action={<Button onClick={reset}>Try again</Button>}
    >
      Something failed while it was put together. Nothing you entered before is lost; if it stays, quote the
      id below.
    </ProblemState>
  );
}
