import pg from "pg";
import type { Brand } from "@/lib/platform/types";
import type { Sql } from "./run-sql";
import { transaction } from "./transaction";

/** A transaction as role portico_system: sign-in, webhook and queue tables of all tenants, nothing of their catalogs. */
export type SystemDb = Brand<{ readonly sql: Sql }, "SystemDb">;

/**
 * For the steps before a tenant is known: sign-in, webhook inbox, queue.
 *
 * @param reason - shows in pg_stat_activity, so that every use can be counted
 */
export function asSystem<T>(reason: string, work: (db: SystemDb) => Promise<T>): Promise<T> {
  const name = pg.escapeLiteral(`portico:${reason}`);
  return transaction(`BEGIN; SET LOCAL ROLE portico_system; SET LOCAL application_name = ${name}`, (sql) =>
    // The brand is made here only, with the role set on the connection.
    work({ sql } as SystemDb),
  );
}
