import type { Brand } from "@/lib/platform/types";
import { clients } from "./client";
import { isOutdated, type Sql, sqlOn } from "./run-sql";

/** A transaction as role portico_system: sign-in, webhook and queue tables of all tenants, nothing of their catalogs. */
export type SystemDb = Brand<{ readonly sql: Sql }, "SystemDb">;

/**
 * For the steps before a tenant is known: sign-in, webhook inbox, queue.
 *
 * @param reason - shows in pg_stat_activity, so that every use can be counted
 */
export async function asSystem<T>(reason: string, work: (db: SystemDb) => Promise<T>): Promise<T> {
  const client = await clients().pool.connect();
  let broken = false;
  try {
    const name = client.escapeLiteral(`portico:${reason}`);
    await client.query(`BEGIN; SET LOCAL ROLE portico_system; SET LOCAL application_name = ${name}`);
    // The brand is made here only, with the role set on the connection.
    const result = await work({ sql: sqlOn(client) } as SystemDb);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    broken = isOutdated(error);
    await client.query("ROLLBACK").catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
