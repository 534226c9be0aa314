import Link from "next/link";
import { config } from "@/lib/platform/config";
import type { Features } from "@/lib/platform/context";
import { Banner } from "@/lib/ui/frame/banner";

const NAMES: Readonly<Record<string, string>> = {
  github: "GitHub",
  stripe: "Stripe",
  idp: "the identity provider",
  mail: "the mailbox",
  sonarqube: "SonarQube",
  inventory: "an inventory",
};
const DAY_MS = 86_400_000;

type PortalBannersProps = { readonly slug: string; readonly features: Features; readonly canBuy: boolean };

/** What everybody should know on every page: local stand-ins in use, the trial's end, a payment that is due. */
export function PortalBanners({ slug, features, canBuy }: PortalBannersProps) {
  const standIns = config().PORTICO_STANDINS.map((name) => NAMES[name] ?? name);
  const days = features.trialEndsAt
    ? Math.max(0, Math.ceil((features.trialEndsAt.getTime() - Date.now()) / DAY_MS))
    : undefined;
  const billing = (label: string) =>
    canBuy ? (
      <Link
        href={`/${slug}/settings/billing`}
        className="shrink-0 rounded-sm text-accent-ink hover:underline"
      >
        {label}
      </Link>
    ) : null;
  return (
    <>
      {standIns.length > 0 ? (
        <Banner tone="neutral">
          This portal runs against local stand-ins of {new Intl.ListFormat("en").format(standIns)}. Nothing
          leaves this machine.
        </Banner>
      ) : null}
      {features.pastDue ? (
        <Banner tone="warn" action={billing("Billing")}>
          A payment is due. Your plan stays for now; your configuration is kept in any case.
        </Banner>
      ) : null}
      {days !== undefined && days <= 14 ? (
        <Banner tone="info" action={billing("See plans")}>
          Business trial: {days} {days === 1 ? "day" : "days"} left, then the Free plan. No card needed,
          nothing is deleted.
        </Banner>
      ) : null}
    </>
  );
}
