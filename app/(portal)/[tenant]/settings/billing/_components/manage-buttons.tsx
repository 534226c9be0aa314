"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/lib/ui/button";
import { FormStatus, type FormStatusProps } from "@/lib/ui/form-status";
import { openPortalAction, syncNowAction } from "../../../_plugins/actions";

/** Stripe's own pages, and reading Stripe again at once. */
export function ManageButtons({ tenant }: { readonly tenant: string }) {
  const router = useRouter();
  const [status, setStatus] = useState<FormStatusProps>({ state: "idle" });
  const [opening, startOpening] = useTransition();
  const [syncing, startSync] = useTransition();

  function manage() {
    startOpening(async () => {
      const result = await openPortalAction(tenant, {});
      if (!result.ok) return setStatus({ state: "problem", message: result.error.message });
      window.location.assign(result.data.url);
    });
  }

  function sync() {
    startSync(async () => {
      const result = await syncNowAction(tenant, {});
      setStatus(
        result.ok
          ? { state: "saved", message: "Read from Stripe" }
          : { state: "problem", message: result.error.message },
      );
      router.refresh();
    });
  }

  return (
    <>
      <FormStatus {...status} />
      <Button onClick={sync} loading={syncing}>
        Sync now
      </Button>
      <Button variant="primary" onClick={manage} loading={opening}>
        Manage in Stripe
      </Button>
    </>
  );
}
