export const PERMISSIONS = [
  "catalog.entity.read",
  "catalog.entity.write",
  "catalog.source.manage",
  "catalog.model.manage",
  "member.read",
  "member.manage",
  "sso.manage",
  "token.manage",
  "plugin.read",
  "plugin.install",
  "plugin.query",
  "billing.read",
  "billing.manage",
  "audit.read",
  "tenant.manage",
] as const;

export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ["owner", "admin", "editor", "viewer", "billing"] as const;
export type Role = (typeof ROLES)[number];

const READ: readonly Permission[] = ["catalog.entity.read", "member.read", "plugin.read", "plugin.query"];

/** What each role may do. What is not listed is denied. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  owner: PERMISSIONS,
  admin: PERMISSIONS,
  editor: [...READ, "catalog.entity.write"],
  viewer: READ,
  billing: [...READ, "billing.read", "billing.manage"],
};

export const ROLE_TITLES: Readonly<Record<Role, string>> = {
  owner: "Owner",
  admin: "Admin",
  editor: "Editor",
  viewer: "Viewer",
  billing: "Billing",
};

export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}

export function isPermission(text: string): text is Permission {
  return PERMISSIONS.some((permission) => permission === text);
}

/** Who can give a permission: the roles that hold it and may manage members. */
export function rolesWith(permission: Permission): readonly Role[] {
  return ROLES.filter((role) => ROLE_PERMISSIONS[role].includes(permission));
}
