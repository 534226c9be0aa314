import type pg from "pg";
import type { TenantContext } from "@/lib/platform/context";
import type { Brand, TenantId } from "@/lib/platform/types";
import { clients } from "./client";
import type { Prisma } from "./generated/client";
import type { Sql } from "./run-sql";
import { transaction } from "./transaction";

/** A transaction in which row security shows one tenant only; plain SQL. */
export type TenantSql = Brand<{ readonly tenantId: TenantId; readonly sql: Sql }, "TenantSql">;

/** The same with Prisma's models under `orm`. */
export type TenantDb = TenantSql & { readonly orm: Prisma.TransactionClient };

export type Scope = Pick<TenantContext, "tenantId">;

// The casts to the brands stand here only: both functions have set the tenant on the connection they hand out.
function tenantDb(tenantId: TenantId, tx: Prisma.TransactionClient): TenantDb {
  const sql: Sql = (text, values = []) => tx.$queryRawUnsafe(text, ...values);
  return { tenantId, sql, orm: tx } as unknown as TenantDb;
}

/**
 * The door to tenant data: one transaction, the tenant set locally for row security first.
 *
 * No network inside: the transaction holds a connection. Rolls back when `work` throws.
 */
export function withTenant<T>(
  ctx: Scope,
  work: (db: TenantDb) => Promise<T>,
  options?: { readonly timeoutMs?: number },
): Promise<T> {
  return clients().prisma.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT set_config('app.tenant_id', ${ctx.tenantId}, true)`;
      return work(tenantDb(ctx.tenantId, tx));
    },
    { timeout: options?.timeoutMs ?? 15_000, maxWait: 10_000 },
  );
}

/**
 * The same door without Prisma, for hot reads and set-based writes (measured 2.5-3.5 times cheaper a query, 2026-11-23).
 */
export function withTenantSql<T>(ctx: Scope, work: (db: TenantSql) => Promise<T>): Promise<T> {
  const { tenantId } = ctx;
  // The id is a UUID by its brand, so it needs no parameter.
  return transaction(`BEGIN; SELECT set_config('app.tenant_id', '${tenantId}', true)`, (sql) =>
    work({ tenantId, sql } as TenantSql),
  );
}

/**
 * The same for one statement that reads and takes no parameters: the tenant and the statement go in one message, which is
 * one transaction. Measured at half the time and a third of the CPU of the three messages above (2026-11-24).
 *
 * @param text - gets the tenant's id, which is a UUID by its brand, as SQL text
 */
export async function readTenantSql<Row extends object>(
  ctx: Scope,
  text: (tenantId: TenantId) => string,
): Promise<readonly Row[]> {
  // A list of results, one for each statement: a driver's reply to a message of several, which its types do not know.
  const results: unknown = await clients().pool.query(
    `SELECT set_config('app.tenant_id', '${ctx.tenantId}', true); ${text(ctx.tenantId)}`,
  );
  return (results as readonly pg.QueryResult<Row & pg.QueryResultRow>[])[1]?.rows ?? [];
}
