import type { Logger } from "@/lib/platform/log";
import type { Brand, TenantId, UserId } from "@/lib/platform/types";

export type Actor =
  | {
      readonly kind: "user";
      readonly userId: UserId;
      readonly sessionId: string;
      readonly name: string;
      readonly email: string;
    }
  | {
      readonly kind: "token";
      readonly tokenId: string;
      readonly name: string;
      readonly scopes: readonly string[];
    }
  | { readonly kind: "plugin"; readonly pluginId: string }
  | { readonly kind: "system"; readonly job: string };

/** What the actor may do: names of permissions, e.g. `catalog.entity.read`. */
export type Grants = { readonly role: string; readonly permissions: ReadonlySet<string> };

/** What the tenant's subscription allows now; computed by lib/entitlements. */
export type Features = {
  readonly plan: "free" | "team" | "business" | "enterprise";
  /** end of the trial that lifts `plan`, if one is running */
  readonly trialEndsAt: Date | undefined;
  readonly addons: readonly string[];
  readonly pastDue: boolean;
};

/** Who acts, where, with which rights. A parameter, never a global; made only by makeTenantContext at the three doors. */
export type TenantContext = Brand<
  Readonly<{
    tenantId: TenantId;
    slug: string;
    tenantName: string;
    actor: Actor;
    grants: Grants;
    features: Features;
    requestId: string;
    log: Logger;
  }>,
  "TenantContext"
>;
