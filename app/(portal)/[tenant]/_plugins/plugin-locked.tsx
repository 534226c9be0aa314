import Link from "next/link";
import type { ReactNode } from "react";
import { ROLE_TITLES, rolesWith } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import type { Manifest } from "@/lib/plugin-sdk";
import type { Gate } from "@/lib/plugins";
import { Button } from "@/lib/ui/button";
import { LockedState } from "@/lib/ui/locked-state";
import { priceTitle, priceWords } from "./plan-words";
import { UpgradeButton } from "./upgrade-button";

type PluginLockedProps = {
  readonly ctx: TenantContext;
  readonly manifest: Manifest;
  readonly gate: Extract<Gate, { kind: "locked" }>;
  readonly preview?: ReactNode;
  /** on an entity page: a link to the plugin's page instead of the payment */
  readonly compact?: boolean | undefined;
};

const listOfRoles = new Intl.ListFormat("en", { type: "disjunction" });

/** The gate: what it does, which plan has it, what it costs, how to get it or whom to ask. */
export async function PluginLocked({ ctx, manifest, gate, preview, compact }: PluginLockedProps) {
  const plan = priceTitle(gate.price);
  return (
    <LockedState
      title={compact ? manifest.title : `${manifest.title} comes with ${plan}`}
      plan={plan}
      price={await priceWords(gate.price)}
      preview={preview}
      compact={compact}
      action={<Action ctx={ctx} manifest={manifest} gate={gate} plan={plan} compact={compact} />}
    >
      {gate.frozen ? "Its settings are kept and work again with the plan." : manifest.description}
    </LockedState>
  );
}

function Action({
  ctx,
  manifest,
  gate,
  plan,
  compact,
}: Omit<PluginLockedProps, "preview"> & { readonly plan: string }) {
  if (!gate.mayBuy)
    return (
      <span className="text-sm text-ink-muted">
        Ask {listOfRoles.format(rolesWith("billing.manage").map((role) => ROLE_TITLES[role].toLowerCase()))}{" "}
        of {ctx.tenantName} to upgrade.
      </span>
    );
  if (compact) {
    return (
      <Button asChild size="sm">
        <Link href={`/${ctx.slug}/marketplace/${manifest.id}`}>See what it takes</Link>
      </Button>
    );
  }
  const { price } = gate;
  if (price.kind === "addon")
    return (
      <UpgradeButton
        tenant={ctx.slug}
        buy={{ addon: manifest.id }}
        plugin={manifest.id}
      >{`Buy ${manifest.title}`}</UpgradeButton>
    );
  if (price.plan !== "team" && price.plan !== "business")
    return <span className="text-sm">Write to us about {plan}.</span>;
  return (
    <UpgradeButton tenant={ctx.slug} buy={{ plan: price.plan }} plugin={manifest.id}>
      {`Upgrade to ${plan}`}
    </UpgradeButton>
  );
}
