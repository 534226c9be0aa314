import { Check } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { listPrices, type PriceBook } from "@/lib/billing";
import { PLANS, type Plan } from "@/lib/entitlements/client";
import { formatAmount } from "@/lib/plugins/client";
import { Button } from "@/lib/ui/button";
import { Callout } from "@/lib/ui/callout";
import { Card } from "@/lib/ui/card";

export const metadata: Metadata = { title: "Pricing" };

const OFFERED: readonly Plan[] = ["free", "team", "business", "enterprise"];

function priceWords(plan: Plan, prices: PriceBook | undefined): string {
  const key = PLANS[plan].priceLookupKey;
  if (key === undefined) return plan === "free" ? "0 for ever" : "By agreement";
  const amount = prices?.get(key)?.amount;
  return amount ? formatAmount(amount) : "Per seat and month";
}

const seatWords = (seats: number | undefined) =>
  seats === undefined ? "Unlimited seats" : `Up to ${seats.toLocaleString("en")} seats`;

export default async function PricingPage() {
  const prices = await listPrices();
  return (
    <div className="py-8">
      <h1 className="text-3xl font-semibold tracking-tight">Pricing</h1>
      <p className="mt-2 max-w-prose text-ink-muted">
        Every portal begins with 14 days of Business, without a card. Then it is on Free until you choose. A
        seat is a member who signed in within the last 30 days.
      </p>
      {prices ? null : (
        <div className="mt-4 max-w-prose">
          <Callout tone="info">Amounts are read from Stripe, which does not answer just now.</Callout>
        </div>
      )}
      <ul className="mt-8 grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {OFFERED.map((plan) => {
          const terms = PLANS[plan];
          return (
            <li key={plan} className="grid">
              <Card className="flex flex-col">
                <h2 className="text-base font-semibold">{terms.title}</h2>
                <p className="tabular mt-1 text-lg font-semibold tracking-tight">
                  {priceWords(plan, prices)}
                </p>
                <p className="text-xs text-ink-muted">{seatWords(terms.seats)}</p>
                <ul className="mt-4 grid gap-1.5 text-sm">
                  {terms.includes.map((line) => (
                    <li key={line} className="flex items-start gap-2">
                      <Check className="mt-0.5 size-4 shrink-0 text-ok" aria-hidden="true" />
                      {line}
                    </li>
                  ))}
                </ul>
              </Card>
            </li>
          );
        })}
      </ul>
      <div className="mt-8">
        <Button asChild variant="primary" size="lg">
          <Link href="/sign-up">Create your portal</Link>
        </Button>
      </div>
    </div>
  );
}
