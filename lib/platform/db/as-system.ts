import type { Brand } from "@/lib/platform/types";
import { clients } from "./client";
import type { Sql } from "./with-tenant";

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
    await client.query("BEGIN; SET LOCAL ROLE portico_system");
    await client.query("SELECT set_config('application_name', $1, true)", [`portico:${reason}`]);
    const sql: Sql = async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await client.query<Row & Record<string, unknown>>(text, [...values])).rows;
    // The brand is made here only, with the role set on the connection.
    const result = await work({ sql } as SystemDb);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
