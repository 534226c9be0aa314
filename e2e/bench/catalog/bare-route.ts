import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { readRuntime } from "../../fixtures/product";

/** The yardstick of a read: Node and pg with one indexed row, without token, permission or row security. */
export async function startBareRoute(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: readRuntime().env.DATABASE_URL, max: 8 });
  const server = createServer((request, response) => {
    const name = decodeURIComponent((request.url ?? "").split("/").at(-1) ?? "");
    pool
      .query({
        name: "by-ref",
        text: "SELECT served FROM entity WHERE ref = $1 LIMIT 1",
        values: [`component:default/${name}`],
      })
      .then(
        ({ rows }) => response.setHeader("content-type", "application/json").end(rows[0]?.served ?? "null"),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  // The entity's index begins with the tenant; a bare route has none.
  await pool.query("CREATE INDEX IF NOT EXISTS bench_ref ON entity (ref)");
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      await new Promise((resolve) => server.close(resolve));
      await pool.query("DROP INDEX IF EXISTS bench_ref");
      await pool.end();
    },
  };
}
