import { Store } from "lucide-react";
import Link from "next/link";
import { Suspense } from "react";
import { can } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { type EntityCard, listEntityCards } from "@/lib/plugins";
import { Button } from "@/lib/ui/button";
import { Card } from "@/lib/ui/card";
import { EmptyState } from "@/lib/ui/empty-state";
import { SkeletonText } from "@/lib/ui/skeleton";
import { PluginCardData } from "./plugin-card-data";
import { PluginLocked } from "./plugin-locked";
import { VendorMark } from "./vendor-mark";

type EntityPluginCardsProps = {
  readonly ctx: TenantContext;
  readonly entity: { readonly ref: string; readonly kind: string };
};

/** The cards of the plugins that are on here. Each is streamed by itself: a slow or failing vendor holds up nothing else. */
export async function EntityPluginCards({ ctx, entity }: EntityPluginCardsProps) {
  const cards = await listEntityCards(ctx, entity.kind);
  if (cards.length === 0)
    return entity.kind === "component" && can(ctx, "plugin.install") ? <NoPlugins slug={ctx.slug} /> : null;
  return (
    <>
      {cards.map((card) => (
        <PluginCard
          key={`${card.manifest.id}/${card.view.id}`}
          ctx={ctx}
          entityRef={entity.ref}
          card={card}
        />
      ))}
    </>
  );
}

function NoPlugins({ slug }: { readonly slug: string }) {
  return (
    <Card>
      <EmptyState
        compact
        icon={<Store />}
        title="No plugin is on"
        action={
          <Button asChild size="sm">
            <Link href={`/${slug}/marketplace`}>Open the marketplace</Link>
          </Button>
        }
      >
        Builds, pull requests and code quality can show here.
      </EmptyState>
    </Card>
  );
}

function PluginCard({
  ctx,
  entityRef,
  card,
}: {
  readonly ctx: TenantContext;
  readonly entityRef: string;
  readonly card: EntityCard;
}) {
  const { manifest, view, gate } = card;
  switch (gate.kind) {
    case "locked":
      return <PluginLocked ctx={ctx} manifest={manifest} gate={gate} compact />;
    case "unset":
      return gate.maySet ? <Unfinished slug={ctx.slug} card={card} /> : null;
    case "open":
      return (
        <Suspense fallback={<Loading card={card} />}>
          <PluginCardData ctx={ctx} manifest={manifest} view={view} entityRef={entityRef} />
        </Suspense>
      );
    default: {
      const missing: never = gate;
      return missing;
    }
  }
}

function Loading({ card: { manifest, view } }: { readonly card: EntityCard }) {
  return (
    <Card title={view.title} icon={<VendorMark mark={manifest.mark} size="sm" />}>
      <SkeletonText lines={4} label={`Loading ${view.title}`} />
    </Card>
  );
}

function Unfinished({
  slug,
  card: { manifest, view, gate },
}: {
  readonly slug: string;
  readonly card: EntityCard;
}) {
  const agree = gate.kind === "unset" && gate.step === "consent";
  return (
    <Card title={view.title} icon={<VendorMark mark={manifest.mark} size="sm" />}>
      <p className="text-sm text-ink-muted">
        {agree ? "This version asks for more than was agreed to." : "Its settings are not complete yet."}
      </p>
      <Button asChild size="sm" className="mt-2">
        <Link href={`/${slug}/marketplace/${manifest.id}`}>
          {agree ? "Look at what it asks" : "Finish setting up"}
        </Link>
      </Button>
    </Card>
  );
}
