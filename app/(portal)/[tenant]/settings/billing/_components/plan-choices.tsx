import { Check } from "lucide-react";
import { type BillingView, listPrices } from "@/lib/billing";
import { PLANS, type Plan } from "@/lib/entitlements";
import type { TenantContext } from "@/lib/platform/context";
import { formatAmount, formatMoney } from "@/lib/plugins";
import { Badge } from "@/lib/ui/badge";
import { Callout } from "@/lib/ui/callout";
import { cx } from "@/lib/ui/cx";
import { Section } from "@/lib/ui/section";
import { UpgradeButton } from "../../../_plugins/upgrade-button";

type PlanChoicesProps = {
  readonly ctx: TenantContext;
  readonly billing: BillingView;
  readonly mayManage: boolean;
};

const OFFERED: readonly Plan[] = ["free", "team", "business"];

function paidPlan({ customer }: BillingView): Plan {
  const running =
    customer?.subscription && ["active", "trialing", "past_due"].includes(customer.subscription.status)
      ? customer.subscription
      : undefined;
  return (
    OFFERED.find(
      (plan) =>
        PLANS[plan].priceLookupKey !== undefined &&
        running?.items.some((item) => item.lookupKey === PLANS[plan].priceLookupKey),
    ) ?? "free"
  );
}

/** The plans with today's prices as Stripe has them. */
export async function PlanChoices({ ctx, billing, mayManage }: PlanChoicesProps) {
  const prices = await listPrices();
  const current = paidPlan(billing);
  const seats = Math.max(1, billing.seats.length);
  return (
    <Section
      title="Plans"
      description={
        mayManage
          ? "You pay on Stripe's pages; changes apply within seconds."
          : "An owner, admin or billing member can change the plan."
      }
    >
      {prices ? null : (
        <div className="mb-3">
          <Callout tone="warn" title="Prices are unavailable just now">
            Stripe does not answer. What you have keeps working; buying has to wait.
          </Callout>
        </div>
      )}
      <ul className="grid gap-4 sm:grid-cols-3">
        {OFFERED.map((plan) => {
          const terms = PLANS[plan];
          const amount = terms.priceLookupKey ? prices?.get(terms.priceLookupKey)?.amount : undefined;
          const higher = OFFERED.indexOf(plan) > OFFERED.indexOf(current);
          return (
            <li
              key={plan}
              className={cx(
                "flex flex-col gap-3 rounded-lg border bg-surface p-4",
                plan === current ? "border-accent" : "border-line",
              )}
            >
              <div className="flex items-center justify-between gap-2">
                <h3 className="text-base font-semibold">{terms.title}</h3>
                {plan === current ? (
                  <Badge tone="accent">{billing.features.trialEndsAt ? "After the trial" : "Current"}</Badge>
                ) : null}
              </div>
              <p className="tabular text-sm">
                {terms.priceLookupKey ? (amount ? formatAmount(amount) : "Price unavailable") : "No charge"}
                {amount ? (
                  <span className="block text-xs text-ink-muted">{`${formatMoney(amount.minor * seats, amount.currency)} per ${amount.interval} for ${seats} seat${seats === 1 ? "" : "s"}`}</span>
                ) : null}
              </p>
              <ul className="grid gap-1 text-sm text-ink-muted">
                {terms.includes.map((line) => (
                  <li key={line} className="flex gap-1.5">
                    <Check className="mt-0.5 size-4 shrink-0 text-ink-faint" aria-hidden="true" />
                    {line}
                  </li>
                ))}
              </ul>
              <div className="mt-auto">
                {mayManage && higher && amount && (plan === "team" || plan === "business") ? (
                  <UpgradeButton
                    tenant={ctx.slug}
                    buy={{ plan }}
                    variant={plan === "team" ? "secondary" : "primary"}
                  >
                    {`Upgrade to ${terms.title}`}
                  </UpgradeButton>
                ) : null}
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
