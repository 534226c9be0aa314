import { runMigrations } from "bullmq";
import pg from "pg";

/**
 * Brings BullMQ's Postgres schema up to date as the owner and gives the app role what the queue needs at run time.
 *
 * BullMQ creates a sequence per queue while it runs, hence CREATE on its schema; CREATE SCHEMA itself stays with the owner.
 *
 * @param {string} ownerUrl - connection string of the role that owns the database
 */
export async function prepareQueueSchema(ownerUrl) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await runMigrations(client, "bullmq");
    await client.query(`
      GRANT USAGE, CREATE ON SCHEMA bullmq TO portico_app;
      GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA bullmq TO portico_app;
      GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA bullmq TO portico_app;
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA bullmq TO portico_app;`);
  } finally {
    await client.end();
  }
}
