import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenant } from "@/lib/platform/db";
import { listSecrets } from "@/lib/secrets";
import { readOwnTenant } from "@/lib/tenancy";
import {
  type ConnectionRow,
  type FailedSignInRow,
  listConnectionRows,
  listFailedSignIns,
} from "../store/connection-store";
import { listClaimableDomains } from "./claim-domains";
import { clientSecretName, redirectUriOf } from "./connection-id";
import { nextConnectionId } from "./save-connection";

export type SsoSettingsView = {
  readonly connections: readonly (Pick<
    ConnectionRow,
    "id" | "name" | "issuer" | "clientId" | "emailDomains" | "enabled"
  > & {
    readonly redirectUri: string;
    readonly secretUpdatedAt: Date | undefined;
  })[];
  /** to be entered at the identity provider for a connection that is not saved yet */
  readonly nextRedirectUri: string;
  readonly claimableDomains: readonly string[];
  readonly defaultRole: string;
  /** of the last seven days, newest first */
  readonly failures: readonly FailedSignInRow[];
};

/** What the single sign-on page shows. Secrets by date only. */
export async function readSsoSettings(ctx: TenantContext): Promise<SsoSettingsView> {
  requirePermission(ctx, "sso.manage");
  const [rows, secrets, tenant, failures] = await withTenant(
    ctx,
    async (db) =>
      [
        await listConnectionRows(db),
        await listSecrets(db, "sso:"),
        await readOwnTenant(db),
        await listFailedSignIns(db),
      ] as const,
  );
  return {
    connections: rows.map(({ id, name, issuer, clientId, emailDomains, enabled }) => ({
      id,
      name,
      issuer,
      clientId,
      emailDomains,
      enabled,
      redirectUri: redirectUriOf(id),
      secretUpdatedAt: secrets.find((secret) => secret.name === clientSecretName(id))?.updatedAt,
    })),
    nextRedirectUri: redirectUriOf(
      nextConnectionId(
        ctx.tenantId,
        rows.map((row) => row.id),
      ),
    ),
    claimableDomains: await listClaimableDomains(ctx.tenantId),
    defaultRole: tenant?.defaultRole ?? "viewer",
    failures,
  };
}
