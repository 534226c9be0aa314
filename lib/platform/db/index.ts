export type { SystemDb } from "./as-system";
export { asSystem } from "./as-system";
export { closeDatabase } from "./client";
export { listen } from "./listen";
export type { Sql, SqlRow } from "./run-sql";
export { together } from "./transaction";
export type { Scope, TenantDb, TenantSql } from "./with-tenant";
export { readTenantSql, withTenant, withTenantSql } from "./with-tenant";
