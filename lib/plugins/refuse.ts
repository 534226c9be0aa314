import { PLANS } from "@/lib/entitlements/client";
import { config } from "@/lib/platform/config";
import type { TenantContext } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import type { Manifest } from "@/lib/plugin-sdk";
import type { Gate } from "./gate";
import { formatAmount, type PriceOf } from "./model/amount";

const STEP_WORDS = {
  enable: "nobody has enabled it here yet",
  consent: "this version asks for more than was agreed to",
  configure: "its settings are not complete",
  "switch-on": "it is switched off",
} as const;

/**
 * The refusal that belongs to a gate that is not open: what is missing, what it costs, and where to go.
 *
 * @returns AppError feature_locked (402) with plan, price and url; precondition (412) with the next step
 */
export async function refusalOf(
  ctx: TenantContext,
  manifest: Manifest,
  gate: Exclude<Gate, { kind: "open" }>,
  priceOf: PriceOf,
): Promise<AppError> {
  const url = `${config().PORTICO_URL}/${ctx.slug}/marketplace/${manifest.id}`;
  if (gate.kind === "unset") {
    return new AppError("precondition", `${manifest.title} cannot answer: ${STEP_WORDS[gate.step]}.`, {
      details: { plugin: manifest.id, step: gate.step, missing: gate.missing, url },
    });
  }
  const { price } = gate;
  const amount = price.lookupKey === undefined ? undefined : await priceOf(price.lookupKey);
  const plan = price.kind === "plan" ? price.plan : undefined;
  const what = plan ? `the ${PLANS[plan].title} plan` : `the ${manifest.title} add-on`;
  return new AppError(
    "feature_locked",
    `${manifest.title} needs ${what}${amount ? ` (${formatAmount(amount)})` : ""}. ${ctx.tenantName} is on ${PLANS[ctx.features.plan].title}.`,
    {
      details: {
        plugin: manifest.id,
        plan: plan ?? null,
        addon: price.kind === "addon" ? manifest.id : null,
        price: amount
          ? {
              amount: amount.minor,
              currency: amount.currency,
              interval: amount.interval,
              per: amount.perSeat ? "seat" : "tenant",
              text: formatAmount(amount),
            }
          : null,
        url,
      },
    },
  );
}
