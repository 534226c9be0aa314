"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/lib/ui/button";
import { Callout } from "@/lib/ui/callout";
import { FormStatus } from "@/lib/ui/form-status";
import { switchSso } from "../actions";

type ConnectionSwitchProps = {
  readonly tenant: string;
  readonly connection: {
    readonly id: string;
    readonly name: string;
    readonly enabled: boolean;
    readonly emailDomains: readonly string[];
  };
  readonly signInUrl: string;
};

/** Whether people are sent to the provider now, and the button that changes it. */
export function ConnectionSwitch({ tenant, connection, signInUrl }: ConnectionSwitchProps) {
  const router = useRouter();
  const [problem, setProblem] = useState<string>();
  const [isPending, startTransition] = useTransition();
  const { enabled, name, emailDomains } = connection;

  function change() {
    startTransition(async () => {
      const result = await switchSso(tenant, { id: connection.id, enabled: !enabled });
      setProblem(result.ok ? undefined : result.error.message);
      router.refresh();
    });
  }

  const domains = emailDomains.map((domain) => `@${domain}`).join(", ");
  return (
    <div className="grid gap-2">
      <Callout
        tone={enabled ? "ok" : "info"}
        title={enabled ? `${name} is on` : `${name} is off`}
        action={
          <Button variant={enabled ? "secondary" : "primary"} loading={isPending} onClick={change}>
            {enabled ? "Turn off" : "Turn on"}
          </Button>
        }
      >
        {enabled ? (
          <>
            {domains ? <>Addresses {domains} are sent to it from the sign-in page. </> : null}
            Its button is on{" "}
            <a className="link" href={signInUrl}>
              {signInUrl}
            </a>
            . E-mail links and GitHub keep working there, so nobody is locked out.
          </>
        ) : (
          "Nobody is sent to it. Test the connection, then turn it on."
        )}
      </Callout>
      {problem ? <FormStatus state="problem" message={problem} /> : null}
    </div>
  );
}
