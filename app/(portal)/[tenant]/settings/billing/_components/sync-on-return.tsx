"use client";

import { useEffect } from "react";
import { requestSyncAction } from "../../../_plugins/actions";

/** Whoever comes back from Stripe may be faster than its event: ask for a sync once. */
export function SyncOnReturn({ tenant }: { readonly tenant: string }) {
  useEffect(() => {
    void requestSyncAction(tenant, {});
  }, [tenant]);
  return null;
}
