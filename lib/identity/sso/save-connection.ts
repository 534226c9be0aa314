import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import { config } from "@/lib/platform/config";
import type { TenantContext } from "@/lib/platform/context";
import { withTenant } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { writeSecret } from "@/lib/secrets";
import { updateDefaultRole } from "@/lib/tenancy";
import { assignableRole } from "../members/roles";
import { findConnectionRow, listConnectionRows, upsertConnection } from "../store/connection-store";
import { deleteConnectionSessions } from "../store/session-store";
import { claimDomains } from "./claim-domains";
import { clientSecretName, connectionIdOf } from "./connection-id";
import { forgetIssuer } from "./discover";
import { parseEmailDomains } from "./email-domains";

export const connectionInput = z.strictObject({
  /** missing for a new connection */
  id: z.uuid().optional(),
  name: z.string().trim().min(1, "Give the connection a name, such as Okta.").max(60),
  issuer: z.string().trim().min(8).max(500),
  clientId: z.string().trim().min(1, "The client id is missing.").max(300),
  /** missing or empty keeps the stored one */
  clientSecret: z.string().max(2_000).optional(),
  emailDomains: z.array(z.string().max(200)).max(40),
  defaultRole: assignableRole.optional(),
});
export type ConnectionInput = z.infer<typeof connectionInput>;

const CONNECTIONS_MAX = 5;

/**
 * Creates or changes a tenant's OpenID Connect connection. A new one is off until `setConnectionEnabled` has read its issuer.
 *
 * A changed issuer or client ends the sessions the connection made: they were proved elsewhere.
 *
 * @throws AppError invalid_input, conflict or precondition - naming the field's value
 */
export async function saveConnection(ctx: TenantContext, input: ConnectionInput): Promise<{ id: string }> {
  requirePermission(ctx, "sso.manage");
  const issuer = parseIssuer(input.issuer);
  const emailDomains = parseEmailDomains(input.emailDomains);
  const secret = input.clientSecret?.trim() || undefined;
  const known = await withTenant(ctx, listConnectionRows);
  const before = known.find((row) => row.id === input.id);
  if (input.id !== undefined && !before)
    throw new AppError("not_found", "There is no such single sign-on connection.");
  if (!before && !secret) throw new AppError("invalid_input", "The client secret is missing.");
  const id =
    before?.id ??
    nextConnectionId(
      ctx.tenantId,
      known.map((row) => row.id),
    );
  const claim = { tenantId: ctx.tenantId, domains: emailDomains, held: before?.emailDomains ?? [] };
  const row = { id, name: input.name, issuer, clientId: input.clientId, emailDomains };
  await claimDomains(claim, () =>
    withTenant(ctx, async (db) => {
      await upsertConnection(db, row);
      if (secret) await writeSecret(db, ctx, clientSecretName(id), secret);
      if (before && (before.issuer !== issuer || before.clientId !== input.clientId))
        await deleteConnectionSessions(db, id);
      if (input.defaultRole) await updateDefaultRole(db, input.defaultRole);
      const after = { ...row, secretChanged: secret !== undefined, defaultRole: input.defaultRole };
      await recordAudit(db, ctx, {
        action: before ? "identity.sso.changed" : "identity.sso.created",
        target: id,
        before,
        after,
      });
    }),
  );
  forgetIssuer(issuer);
  return { id };
}

/** The id the tenant's next connection will have, for showing its redirect address before it is saved. */
export function nextConnectionId(tenantId: string, taken: readonly string[]): string {
  const free = Array.from({ length: CONNECTIONS_MAX }, (_, ordinal) =>
    connectionIdOf(tenantId, ordinal),
  ).find((id) => !taken.includes(id));
  if (!free)
    throw new AppError("limit_reached", `A portal can have ${CONNECTIONS_MAX} single sign-on connections.`);
  return free;
}

/** @throws AppError invalid_input - not an https address (http only where the operator has excepted host and port) */
export function parseIssuer(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const host = url && `${url.hostname}:${url.port || (url.protocol === "https:" ? "443" : "80")}`;
  const isAllowedHttp =
    url?.protocol === "http:" && host !== undefined && config().PORTICO_EGRESS_ALLOW.includes(host);
  if (
    !url ||
    (url.protocol !== "https:" && !isAllowedHttp) ||
    url.username ||
    url.password ||
    url.search ||
    url.hash
  ) {
    throw new AppError(
      "invalid_input",
      `The issuer "${text.slice(0, 100)}" must be an https address without query, such as https://login.company.com.`,
    );
  }
  return text.replace(/\/+$/, "").replace(/\/\.well-known\/openid-configuration$/, "");
}

export async function getConnection(ctx: TenantContext, id: string) {
  const row = await withTenant(ctx, (db) => findConnectionRow(db, id));
  if (!row) throw new AppError("not_found", "There is no such single sign-on connection.");
  return row;
}
