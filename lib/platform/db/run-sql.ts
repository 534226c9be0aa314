import { createHash } from "node:crypto";
import type pg from "pg";

export type SqlRow = Record<string, unknown>;

/** Runs one statement with $1… parameters and returns its rows. Cast counts to int and ids to text in the statement. */
export type Sql = <Row extends object = SqlRow>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

const PREPARED_AFTER = 20;
// A prepared statement stays in each connection that ran it; a text asked once in a while is not worth its memory.
const PREPARED_MAX = 150;
const COUNTED_MAX = 2_000;

/** How often each text was run, until it gets a name. */
const uses = new Map<string, number>();
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= PREPARED_MAX) return known;
  const count = (uses.get(text) ?? 0) + 1;
  if (count < PREPARED_AFTER) {
    if (uses.size >= COUNTED_MAX) uses.clear();
    uses.set(text, count);
    return undefined;
  }
  uses.delete(text);
  // Of the text, not a running number: next bundles this module more than once into a process, and its copies share the pool.
  const name = `portico_${createHash("sha256").update(text).digest("base64url").slice(0, 24)}`;
  names.set(text, name);
  return name;
}

/**
 * Statements on one connection. What is asked often is prepared: Postgres parses and plans it once a connection instead of
 * every time, which for the reads of a page is most of their cost (1 to 2 ms each, 2026-11-26). Policies and the tenant are
 * looked up when it runs, and a change of the role plans it anew.
 */
export function sqlOn(client: pg.PoolClient): Sql {
  return async <Row extends object>(text: string, values: readonly unknown[] = []) => {
    const name = nameOf(text);
    const query = { text, values: [...values], ...(name === undefined ? {} : { name }) };
    return (await client.query<Row & pg.QueryResultRow>(query)).rows;
  };
}

/** A connection whose prepared statements no longer fit the tables: a migration ran meanwhile. It must be closed. */
export function isOutdated(error: unknown): boolean {
  // 0A000 "cached plan must not change result type": https://www.postgresql.org/docs/current/sql-prepare.html
  return error instanceof Error && "code" in error && error.code === "0A000";
}
