import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "../start/migrate";
import { clusterHomeOutside, startPostgres } from "../start/postgres";
import { appUrlOf, ensureRoles } from "../start/roles";

declare module "vitest" {
  interface ProvidedContext {
    readonly ownerUrl: string;
    readonly appUrl: string;
    /** empty when there is no Redis on this machine */
    readonly redisUrl: string;
  }
}

/**
 * Gives the `db` tests a migrated database of their own: on TEST_DATABASE_URL's server, or on a throwaway embedded one.
 *
 * @returns what undoes it after the last test
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer();
  const name = `portico_test_${process.pid}_${Date.now()}`;
  const ownerUrl = onDatabase(server.url, name);
  const appUrl = appUrlOf(ownerUrl);
  await run(server.url, `CREATE DATABASE ${name}`);
  await ensureRoles(ownerUrl, appUrl);
  await migrate(ownerUrl);
  project.provide("ownerUrl", ownerUrl);
  project.provide("appUrl", appUrl);
  project.provide("redisUrl", process.env.TEST_REDIS_URL ?? process.env.REDIS_URL ?? "");
  return async () => {
    await run(server.url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await server.close();
  };
}

async function openServer(): Promise<{ url: string; close(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, close: async () => undefined };
  const dataDir = mkdtempSync(path.join(tmpdir(), "portico-test-"));
  // Losing a throwaway database costs nothing, so nothing is flushed for it.
  const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
  const postgres = await startPostgres({ dataDir, settings });
  const close = async () => {
    await postgres.stop();
    for (const dir of [dataDir, clusterHomeOutside(dataDir)]) rmSync(dir, { recursive: true, force: true });
  };
  return { url: postgres.ownerUrl, close };
}

function onDatabase(text: string, database: string): string {
  const url = new URL(text);
  url.pathname = `/${database}`;
  return url.toString();
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
