export { can, grantsForRole, grantsForScopes, requirePermission } from "./decide";
export type { Permission, Role } from "./permissions";
export { isPermission, isRole, PERMISSIONS, ROLE_TITLES, ROLES, rolesWith } from "./permissions";
