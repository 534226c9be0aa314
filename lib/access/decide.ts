import type { Grants, TenantContext } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { isPermission, isRole, type Permission, ROLE_PERMISSIONS, rolesWith } from "./permissions";

/** Rights of a member's role. An unknown role has none. */
export function grantsForRole(role: string): Grants {
  return { role, permissions: new Set(isRole(role) ? ROLE_PERMISSIONS[role] : []) };
}

/** Rights of an API token: exactly its scopes, which are names of permissions. Unknown scopes give nothing. */
export function grantsForScopes(scopes: readonly string[]): Grants {
  return { role: "token", permissions: new Set(scopes.filter(isPermission)) };
}

export function can(ctx: Pick<TenantContext, "grants">, permission: Permission): boolean {
  return ctx.grants.permissions.has(permission);
}

/** @throws AppError forbidden - naming the permission and the roles that hold it */
export function requirePermission(ctx: Pick<TenantContext, "grants">, permission: Permission): void {
  if (can(ctx, permission)) return;
  throw new AppError(
    "forbidden",
    `This needs the permission ${permission}, which your role (${ctx.grants.role}) does not include.`,
    {
      details: { permission, roles: rolesWith(permission) },
    },
  );
}
