"use client";

import { useState } from "react";
import { Button } from "@/lib/ui/button";
import { Callout } from "@/lib/ui/callout";
import { begin } from "../actions";

type ConnectButtonProps = {
  readonly tenant: string;
  readonly label: string;
  readonly variant?: "primary" | "secondary";
};

/** Leaves for GitHub's install page. */
export function ConnectButton({ tenant, label, variant = "primary" }: ConnectButtonProps) {
  const [leaving, setLeaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  const leave = async () => {
    setLeaving(true);
    setProblem(undefined);
    const result = await begin(tenant);
    if (result.ok) {
      window.location.assign(result.data.url);
      return;
    }
    setLeaving(false);
    setProblem(result.error.message);
  };
  return (
    <div className="grid justify-items-start gap-3">
      <Button variant={variant} loading={leaving} onClick={() => void leave()}>
        {label}
      </Button>
      {problem ? (
        <Callout tone="bad" title="GitHub cannot be connected">
          {problem}
        </Callout>
      ) : null}
    </div>
  );
}
