"use client";

import { useState, useTransition } from "react";
import { Button } from "@/lib/ui/button";
import { FormStatus } from "@/lib/ui/form-status";
import { startCheckoutAction } from "./actions";

type UpgradeButtonProps = {
  readonly tenant: string;
  readonly buy: Parameters<typeof startCheckoutAction>[1]["buy"];
  readonly plugin?: string | undefined;
  readonly variant?: "primary" | "secondary" | undefined;
  readonly children: string;
};

/** Goes to the payment page. Stays busy until the browser has left, so that a second click does nothing. */
export function UpgradeButton({ tenant, buy, plugin, variant = "primary", children }: UpgradeButtonProps) {
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();
  const [leaving, setLeaving] = useState(false);

  function go() {
    setProblem(undefined);
    startTransition(async () => {
      const result = await startCheckoutAction(tenant, { buy, ...(plugin ? { plugin } : {}) });
      if (!result.ok) return setProblem(result.error.message);
      setLeaving(true);
      window.location.assign(result.data.url);
    });
  }

  return (
    <div className="grid gap-1.5">
      <Button variant={variant} loading={pending || leaving} onClick={go} className="justify-self-start">
        {children}
      </Button>
      {problem ? <FormStatus state="problem" message={problem} /> : null}
    </div>
  );
}
