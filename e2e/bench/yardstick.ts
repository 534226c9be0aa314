import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";

/** How fast this machine is at this minute: without it a figure says nothing about another machine, or a busy one. */
export type Yardstick = {
  /** one fixed loop of hashing, best of five */
  readonly cpuMs: number;
  /** request to a bare Node server that asks Postgres for one row, median of 200 */
  readonly roundTripMs: number;
};

/** @param databaseUrl - the running product's database */
export async function measureYardstick(databaseUrl: string): Promise<Yardstick> {
  return { cpuMs: measureCpu(), roundTripMs: await measureRoundTrip(databaseUrl) };
}

export function measureCpu(): number {
  const times = Array.from({ length: 5 }, () => {
    const begun = performance.now();
    let text = "portico";
    for (let i = 0; i < 100_000; i++) text = createHash("sha256").update(text).digest("hex");
    return performance.now() - begun;
  });
  return Math.round(Math.min(...times));
}

async function measureRoundTrip(databaseUrl: string): Promise<number> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  const server = createServer((_request, response) => {
    pool.query("SELECT 1 AS one").then(
      ({ rows }) => response.end(JSON.stringify(rows)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const times: number[] = [];
  for (let i = 0; i < 220; i++) {
    const begun = performance.now();
    await (await fetch(`http://127.0.0.1:${port}/`)).text();
    if (i >= 20) times.push(performance.now() - begun);
  }
  await new Promise((resolve) => server.close(resolve));
  await pool.end();
  return Math.round(median(times) * 100) / 100;
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
