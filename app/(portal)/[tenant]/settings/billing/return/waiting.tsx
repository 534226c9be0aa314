"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { Button } from "@/lib/ui/button";
import { Spinner } from "@/lib/ui/spinner";
import { StateFrame } from "@/lib/ui/state-frame";
import { requestSyncAction } from "../../../_plugins/actions";

const LOOK_AGAIN_MS = 2_000;
const LONG_MS = 20_000;

/** Says that the payment is under way, and looks again by itself even when the event stream is cut. */
export function Waiting({
  tenant,
  what,
  next,
}: {
  readonly tenant: string;
  readonly what: string;
  readonly next: string;
}) {
  const router = useRouter();
  const [long, setLong] = useState(false);
  const [looking, startLooking] = useTransition();

  useEffect(() => {
    void requestSyncAction(tenant, {});
    const late = setTimeout(() => setLong(true), LONG_MS);
    return () => clearTimeout(late);
  }, [tenant]);

  // The next look waits for the last one, so that a slow server is not asked ever more.
  useEffect(() => {
    if (looking) return;
    const look = setTimeout(() => startLooking(() => router.refresh()), LOOK_AGAIN_MS);
    return () => clearTimeout(look);
  }, [looking, router]);

  return (
    <div aria-live="polite">
      <StateFrame
        role="status"
        icon={<Spinner />}
        title={`Payment under way, opening ${what}…`}
        action={
          long ? (
            <>
              <Button onClick={() => void requestSyncAction(tenant, {})}>Ask Stripe again</Button>
              <Button asChild variant="ghost">
                <Link href={next}>Go on without waiting</Link>
              </Button>
            </>
          ) : null
        }
      >
        {long
          ? "This takes longer than usual. Nothing is lost: it opens as soon as Stripe confirms the payment."
          : "Stripe confirms it to us; that takes a second or two."}
      </StateFrame>
    </div>
  );
}
