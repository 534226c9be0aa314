import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { prepareQueueSchema } from "./queue-schema.mjs";
import { ROOT } from "./root.mjs";
import { runTool } from "./run";

const FOLDER = path.join(ROOT, "prisma/migrations");

/**
 * Brings the database's schema up to date.
 *
 * Prisma records each migration with the sha256 of its file; where every one is on record nothing is run, which spares
 * a second start the three seconds of the CLI.
 *
 * @param ownerUrl - the role that owns the tables
 */
export async function migrate(ownerUrl: string): Promise<"migrated" | "current"> {
  if (await isCurrent(ownerUrl)) return "current";
  await runTool("prisma/build/index.js", ["migrate", "deploy"], {
    env: { DATABASE_URL: ownerUrl },
    fix: "See https://pris.ly/d/migrate-resolve for a migration that failed half-way; on a database without data worth keeping: npm start -- --fresh",
  });
  await prepareQueueSchema(ownerUrl);
  return "migrated";
}

function wantedMigrations(): ReadonlyMap<string, string> {
  const files = readdirSync(FOLDER)
    .map((name) => ({ name, file: path.join(FOLDER, name, "migration.sql") }))
    .filter(({ file }) => existsSync(file));
  return new Map(
    files.map(({ name, file }) => [name, createHash("sha256").update(readFileSync(file)).digest("hex")]),
  );
}

async function isCurrent(ownerUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows: found } = await client.query<{ ready: boolean }>(
      "SELECT to_regclass('public._prisma_migrations') IS NOT NULL AND EXISTS (SELECT FROM pg_tables WHERE schemaname = 'bullmq') AS ready",
    );
    if (!found[0]?.ready) return false;
    const { rows } = await client.query<{ name: string; checksum: string; done: boolean }>(
      `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS done
         FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
    );
    const wanted = wantedMigrations();
    return (
      rows.length === wanted.size && rows.every((row) => row.done && wanted.get(row.name) === row.checksum)
    );
  } finally {
    await client.end();
  }
}
