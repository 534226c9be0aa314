import { z } from "zod";
import { can, isPermission, type Permission, requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { sha256 } from "@/lib/platform/crypto";
import { type TenantSql, withTenant } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { insertApiToken } from "../store/api-token-store";
import { makeTokenText } from "./token-text";

export const apiTokenInput = z.strictObject({
  name: z.string().trim().min(1, "Give the token a name that says what uses it.").max(80),
  scopes: z.array(z.string().max(60)).min(1, "Choose at least one scope.").max(40),
  /** days until it ends; missing = never */
  expiresInDays: z.number().int().min(1).max(366).optional(),
});
export type ApiTokenInput = z.infer<typeof apiTokenInput>;

/**
 * Makes an API token. Its text is returned here and never again; the database keeps its SHA-256.
 *
 * @throws AppError forbidden - a scope that the maker does not have
 */
export async function createApiToken(
  ctx: TenantContext,
  input: ApiTokenInput,
): Promise<{ id: string; token: string }> {
  requirePermission(ctx, "token.manage");
  const scopes = parseScopes(input.scopes);
  const beyond = scopes.find((scope) => !can(ctx, scope));
  if (beyond)
    throw new AppError(
      "forbidden",
      `You cannot give a token the scope ${beyond}, because you do not have it.`,
    );
  return withTenant(ctx, (db) => issueApiToken(db, ctx, { ...input, scopes }));
}

/** The same without a person, for operators at the command line, who have the database anyway. */
export async function issueApiToken(
  db: TenantSql,
  by: Pick<TenantContext, "actor" | "requestId">,
  input: ApiTokenInput,
): Promise<{ id: string; token: string }> {
  const scopes = parseScopes(input.scopes);
  const { text, prefix } = makeTokenText();
  const expiresAt =
    input.expiresInDays === undefined ? undefined : new Date(Date.now() + input.expiresInDays * 86_400_000);
  const createdBy = by.actor.kind === "user" ? by.actor.userId : undefined;
  const id = await insertApiToken(db, {
    name: input.name,
    tokenHash: sha256(text),
    prefix,
    scopes,
    ...(createdBy ? { createdBy } : {}),
    ...(expiresAt ? { expiresAt } : {}),
  });
  await recordAudit(db, by, {
    action: "identity.token.created",
    target: id,
    after: { name: input.name, prefix, scopes, expiresAt },
  });
  return { id, token: text };
}

function parseScopes(scopes: readonly string[]): Permission[] {
  const unknown = scopes.find((scope) => !isPermission(scope));
  if (unknown !== undefined)
    throw new AppError(
      "invalid_input",
      `"${unknown}" is not a scope. Scopes are permissions such as catalog.entity.read.`,
    );
  return [...new Set(scopes.filter(isPermission))];
}
