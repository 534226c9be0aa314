"use client";

import { useState, useTransition } from "react";
import { Button } from "@/lib/ui/button";
import { Dialog } from "@/lib/ui/dialog";
import { FormStatus } from "@/lib/ui/form-status";
import { startCheckoutAction } from "./actions";

type UpgradeButtonProps = {
  readonly tenant: string;
  readonly buy: Parameters<typeof startCheckoutAction>[1]["buy"];
  readonly plugin?: string | undefined;
  readonly variant?: "primary" | "secondary" | undefined;
  readonly children: string;
};

/**
 * Goes to the payment page; a running subscription is changed only after its new price was confirmed.
 * Stays busy until the browser has left, so that a second click does nothing.
 */
export function UpgradeButton({ tenant, buy, plugin, variant = "primary", children }: UpgradeButtonProps) {
  const [problem, setProblem] = useState<string>();
  const [question, setQuestion] = useState<string>();
  const [pending, startTransition] = useTransition();
  const [leaving, setLeaving] = useState(false);
  const busy = pending || leaving;

  function go(confirmed: boolean) {
    setProblem(undefined);
    startTransition(async () => {
      const result = await startCheckoutAction(tenant, { buy, confirmed, ...(plugin ? { plugin } : {}) });
      if (!result.ok) {
        setQuestion(undefined);
        return setProblem(result.error.message);
      }
      if (result.data.kind === "confirm") return setQuestion(result.data.says);
      setLeaving(true);
      window.location.assign(result.data.url);
    });
  }

  return (
    <div className="grid gap-1.5">
      <Button variant={variant} loading={busy} onClick={() => go(false)} className="justify-self-start">
        {children}
      </Button>
      {problem ? <FormStatus state="problem" message={problem} /> : null}
      <Dialog
        size="sm"
        title={`${children}?`}
        description={question}
        open={question !== undefined}
        onOpenChange={(open) => (open ? undefined : setQuestion(undefined))}
        footer={
          <>
            <Button variant="ghost" onClick={() => setQuestion(undefined)}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy} onClick={() => go(true)}>
              Change the subscription
            </Button>
          </>
        }
      />
    </div>
  );
}
