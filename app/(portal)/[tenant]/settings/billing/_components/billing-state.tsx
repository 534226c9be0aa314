import type { ReactNode } from "react";
import type { BillingView } from "@/lib/billing";
import { Callout } from "@/lib/ui/callout";
import { Card } from "@/lib/ui/card";
import { RelativeTime } from "@/lib/ui/relative-time";
import { Stat } from "@/lib/ui/stat";

const day = new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" });

/** The state in one sentence, when there is something to know. */
function Notice({
  billing: { features, customer, planTitle },
}: {
  readonly billing: BillingView;
}): ReactNode {
  const subscription = customer?.subscription;
  if (features.pastDue) {
    return (
      <Callout tone="bad" title="The last payment failed">
        {planTitle} stays on while Stripe tries again. Update the card under “Manage in Stripe”; when it keeps
        failing, the workspace goes back to Free and keeps all settings.
      </Callout>
    );
  }
  if (features.trialEndsAt) {
    return (
      <Callout tone="info" title={`Trial of ${planTitle} until ${day.format(features.trialEndsAt)}`}>
        Nothing is charged when it ends: the workspace goes on as Free, and settings of what Free does not
        have are kept.
      </Callout>
    );
  }
  if (subscription && ["canceled", "unpaid", "incomplete_expired"].includes(subscription.status)) {
    return (
      <Callout
        tone="warn"
        title={subscription.status === "unpaid" ? "The subscription is unpaid" : "The subscription has ended"}
      >
        You are on {planTitle}. What was set up is kept and works again as soon as you choose a plan.
      </Callout>
    );
  }
  const end =
    subscription?.cancelAt ?? (subscription?.cancelAtPeriodEnd ? subscription.periodEnd : undefined);
  if (end) {
    return (
      <Callout tone="warn" title={`The subscription ends on ${day.format(new Date(end))}`}>
        Until then everything works. Afterwards you are on Free, and settings are kept.
      </Callout>
    );
  }
  return null;
}

/** What the tenant has now. */
export function BillingState({ billing }: { readonly billing: BillingView }) {
  const { customer, seats, seatLimit, planTitle, features } = billing;
  const subscription = customer?.subscription;
  const running =
    subscription && ["active", "trialing", "past_due"].includes(subscription.status)
      ? subscription
      : undefined;
  const paidSeats = running?.items.reduce((most, item) => Math.max(most, item.quantity), 0);
  return (
    <div className="grid gap-3">
      <Notice billing={billing} />
      {customer?.syncError ? (
        <Callout tone="warn" title="Stripe could not be read">
          {customer.syncError} What is shown was read{" "}
          {customer.syncedAt ? <RelativeTime at={customer.syncedAt} /> : "never"}.
        </Callout>
      ) : null}
      <Card>
        <div className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-4">
          <Stat
            label="Plan"
            value={planTitle}
            detail={features.trialEndsAt ? "trial" : running ? "paid" : undefined}
          />
          <Stat
            label="Seats in use"
            value={seats.length}
            detail={
              seatLimit === undefined
                ? "no limit"
                : `of ${seatLimit.toLocaleString("en")} that ${planTitle} allows`
            }
          />
          {paidSeats ? <Stat label="Seats paid" value={paidSeats} /> : null}
          {running?.periodEnd && !running.cancelAtPeriodEnd ? (
            <Stat label="Next payment" value={day.format(new Date(running.periodEnd))} />
          ) : null}
        </div>
        {customer?.syncedAt ? (
          <p className="mt-3 text-xs text-ink-muted">
            Read from Stripe <RelativeTime at={customer.syncedAt} />
          </p>
        ) : null}
      </Card>
    </div>
  );
}
