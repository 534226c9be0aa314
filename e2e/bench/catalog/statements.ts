import { closeSync, openSync, readSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readRuntime } from "../../fixtures/product";
import { asOwner } from "./processes";

/** How many statements Postgres ran during `work`, counted in its own log. */
export async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const log = path.join(readRuntime().env.PORTICO_DATA_DIR ?? "", "logs/postgres.log");
  const setLogging = (value: string) =>
    asOwner(async (client) => {
      await client.query(`ALTER SYSTEM SET log_min_duration_statement = ${value}`);
      await client.query("ALTER SYSTEM SET log_parameter_max_length = 0");
      await client.query("SELECT pg_reload_conf()");
    });
  await setLogging("0");
  const from = statSync(log).size;
  try {
    await work();
  } finally {
    await setLogging("-1");
  }
  await sleep(500);
  const length = statSync(log).size - from;
  const bytes = Buffer.alloc(length);
  const file = openSync(log, "r");
  readSync(file, bytes, 0, length, from);
  closeSync(file);
  // The extended protocol logs parse and bind of a statement as well.
  return bytes.toString().match(/ duration: [\d.]+ ms {2}(?:execute|statement)/g)?.length ?? 0;
}
