import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { dataDir, readRuntime } from "../../fixtures/product";

/** Processes of the running product, by what they do. */
export type Processes = {
  readonly web: readonly number[];
  readonly workers: readonly number[];
  readonly postgres: readonly number[];
};

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    // It ended while we looked.
    return "";
  }
}

const parentOf = (stat: string) => Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);

/** Finds them in /proc by command line and data directory; Postgres by its master's process id. */
export function findProcesses(): Processes {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const ofData = (pattern: RegExp) =>
    pids
      .filter(
        (pid) =>
          pattern.test(read(pid, "cmdline")) &&
          read(pid, "environ")
            .split("\0")
            .includes(`PORTICO_DATA_DIR=${path.resolve(dataDir)}`),
      )
      .map(Number);
  const master = pids.find(
    (pid) => /\bpostgres\b/.test(read(pid, "cmdline")) && read(pid, "cmdline").includes(portOfPostgres()),
  );
  const postgres = pids
    .filter((pid) => pid === master || parentOf(read(pid, "stat")) === Number(master))
    .map(Number);
  return { web: ofData(/infra\/start\/web\.mjs/), workers: ofData(/portico\/workers\.mjs/), postgres };
}

function portOfPostgres(): string {
  return new URL(readRuntime().env.DATABASE_URL ?? "").port;
}

// User and system time in /proc are ticks of 10 ms on Linux.
function cpuMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const stat = read(String(pid), "stat");
    if (stat === "") return sum;
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // The last two are of children that ended: connections that were closed meanwhile.
    const ticks = [11, 12, 13, 14].reduce((all, field) => all + Number(fields[field]), 0);
    return sum + ticks * 10;
  }, 0);
}

function memoryMb(pids: readonly number[], field: "VmRSS" | "VmHWM"): number {
  const kilobytes = pids.map((pid) =>
    Number(new RegExp(`${field}:\\s+(\\d+)`).exec(read(String(pid), "status"))?.[1] ?? 0),
  );
  return Math.round(Math.max(0, ...kilobytes) / 1024);
}

export type Usage = {
  readonly webCpuMs: number;
  readonly workerCpuMs: number;
  readonly postgresCpuMs: number;
  /** now */
  readonly webRssMb: number;
  readonly workerRssMb: number;
  /** the most since its start */
  readonly webPeakMb: number;
  readonly workerPeakMb: number;
};

/** What the product has used since its start. */
export function readUsage(): Usage {
  const { web, workers, postgres } = findProcesses();
  return {
    webCpuMs: cpuMs(web),
    workerCpuMs: cpuMs(workers),
    postgresCpuMs: cpuMs(postgres),
    webRssMb: memoryMb(web, "VmRSS"),
    workerRssMb: memoryMb(workers, "VmRSS"),
    webPeakMb: memoryMb(web, "VmHWM"),
    workerPeakMb: memoryMb(workers, "VmHWM"),
  };
}

export type DatabaseState = {
  readonly walBytes: number;
  readonly sizeMb: number;
  readonly rowsWritten: number;
};

const CATALOG = ["entity", "fragment", "entity_revision", "catalog_state", "push_run", "push_chunk"];

/** Runs SQL as the database's owner, past row security. */
export async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: readRuntime().env.DATABASE_URL });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Write-ahead log so far, size of the database, rows inserted and updated in the catalog's tables. */
export async function readDatabase(): Promise<DatabaseState> {
  // A backend tells its counts once a second.
  await sleep(1_500);
  return asOwner(async (client) => {
    const { rows } = await client.query<DatabaseState>(
      `SELECT (pg_current_wal_lsn() - '0/0'::pg_lsn)::float8 AS "walBytes", round(pg_database_size(current_database()) / 1e6)::int AS "sizeMb",
         (SELECT sum(n_tup_ins + n_tup_upd)::int FROM pg_stat_user_tables WHERE relname = ANY($1::text[])) AS "rowsWritten"`,
      [CATALOG],
    );
    return rows[0] ?? { walBytes: 0, sizeMb: 0, rowsWritten: 0 };
  });
}
