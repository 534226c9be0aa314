export { createTenant } from "./create-tenant";
export type { Onboarding } from "./onboarding";
export { readOnboarding, saveOnboarding } from "./onboarding";
export { parseSlug, slugProblem, suggestSlug } from "./slug";
export type { TenantRow } from "./store/tenant-store";
export {
  findTenantRow,
  findTenantRowById,
  listTenantIds,
  readOwnTenant,
  updateDefaultRole,
} from "./store/tenant-store";
