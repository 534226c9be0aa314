import { sha256 } from "@/lib/platform/crypto";
import { asSystem } from "@/lib/platform/db";
import { findLiveToken, markTokenUsed } from "../store/api-token-store";
import type { EntitlementColumns } from "../store/membership-store";
import { isTokenShaped } from "./token-text";

export type ApiTokenHolder = {
  readonly tokenId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly tenantId: string;
  readonly slug: string;
  readonly tenantName: string;
  readonly entitlement: EntitlementColumns | undefined;
};

/**
 * Whose token this is. The use is noted at most once a minute.
 *
 * @returns undefined when it is unknown, expired or revoked: one answer for all three
 */
export async function verifyApiToken(token: string): Promise<ApiTokenHolder | undefined> {
  if (!isTokenShaped(token)) return undefined;
  return asSystem("verify-api-token", async (db) => {
    const row = await findLiveToken(db, sha256(token));
    if (!row) return undefined;
    if (row.isUseStale) await markTokenUsed(db, row.tokenId);
    const {
      tokenId,
      name,
      scopes,
      tenantId,
      slug,
      tenantName,
      plan,
      status,
      addons,
      trialPlan,
      trialEndsAt,
      validUntil,
    } = row;
    const hasPlan = plan !== null && status !== null && addons !== null;
    const entitlement = hasPlan ? { plan, status, addons, trialPlan, trialEndsAt, validUntil } : undefined;
    return { tokenId, name, scopes, tenantId, slug, tenantName, entitlement };
  });
}
