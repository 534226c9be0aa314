import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import pg from "pg";
import { findFreePort, isPortFree } from "../free-port";
import { StartProblem } from "../problem.mjs";
import { type Account, accountMay, chooseAccount } from "./account";
import { findBinaries } from "./binaries";
import { clearLeftover, initCluster, OWNER } from "./cluster";
import { makeStagingDir, stagingDir } from "./staging";

export type RunningPostgres = {
  /** connection string of the owner, database `portico` */
  readonly ownerUrl: string;
  /** fast shutdown: sessions are ended, data is flushed; safe to call twice */
  stop(): Promise<void>;
  /** settles with the cause when the server ends without having been told to */
  readonly crashed: Promise<string>;
};

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  shared_buffers: "256MB",
  max_connections: "100",
  // Compiling pays for reports of seconds; ours take milliseconds.
  jit: "off",
};

/**
 * Starts the embedded Postgres whose data belongs to a data directory, made on first use.
 *
 * Keeps port and password in the directory, so that the URL stays the same from start to start while the port is free.
 *
 * @param options.dataDir - an existing folder
 * @param options.settings - server settings beside ours, for throwaway servers of tests
 * @throws StartProblem when it cannot run here; says what to do
 */
export async function startPostgres(options: {
  readonly dataDir: string;
  readonly settings?: Readonly<Record<string, string>>;
}): Promise<RunningPostgres> {
  const dataDir = realpathSync(options.dataDir);
  const chosen = chooseAccount();
  const data = path.join(clusterHome(dataDir, chosen), "pg");
  const account = ownerOf(data, chosen);
  const bin = findBinaries(account);
  const kept = await readKept(path.join(dataDir, "postgres.json"), data);
  initCluster({ bin, data, account }, kept.password);
  await clearLeftover(data);

  const log = path.join(dataDir, "logs/postgres.log");
  const server = launch({
    bin,
    data,
    account,
    log,
    port: kept.port,
    settings: { ...SETTINGS, ...options.settings },
  });
  const ownerUrl = `postgresql://${OWNER}:${kept.password}@127.0.0.1:${kept.port}/portico`;
  try {
    await waitReady(server, ownerUrl, log);
  } catch (error) {
    await stopServer(server);
    throw error;
  }
  let asked = false;
  const crashed = new Promise<string>((resolve) => {
    server.once("exit", (code, signal) => {
      if (!asked) resolve(`Postgres ended (${signal ?? `exit code ${code}`}); see ${log}`);
    });
  });
  const stop = async () => {
    asked = true;
    await stopServer(server);
  };
  return { ownerUrl, stop, crashed };
}

/** The folder outside the data directory that holds its cluster, if it had to be put there. */
export function clusterHomeOutside(dataDir: string): string {
  return stagingDir(`data ${dataDir}`);
}

/** Stops the server that a killed start left on the cluster of this folder, if any. */
export async function clearClusterAt(home: string): Promise<void> {
  await clearLeftover(path.join(home, "pg"));
}

// Whoever made the cluster goes on running it, also when root takes over from them or a user `postgres` has since appeared.
function ownerOf(data: string, chosen: Account): Account {
  if (chosen.uid === undefined || !existsSync(data)) return chosen;
  const { uid, gid } = statSync(data);
  return uid === 0 || uid === chosen.uid ? chosen : { name: `the user with the id ${uid}`, uid, gid };
}

function clusterHome(dataDir: string, account: Account): string {
  if (account.uid === undefined || accountMay(account, "-x", dataDir)) {
    // initdb insists on making or owning its folder; the parent stays ours.
    return dataDir;
  }
  return makeStagingDir(clusterHomeOutside(dataDir));
}

type Kept = { readonly port: number; readonly password: string };

async function readKept(file: string, data: string): Promise<Kept> {
  const found: Kept | undefined = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  if (!found && existsSync(path.join(data, "PG_VERSION"))) {
    throw new StartProblem(
      `${file} is gone, and with it the password of the database beside it.`,
      "Restore it, or start anew with `npm start -- --fresh`.",
    );
  }
  await (found && clearLeftover(data));
  const port = found && (await isPortFree(found.port, "127.0.0.1")) ? found.port : await findFreePort();
  const kept = { port, password: found?.password ?? randomBytes(18).toString("hex") };
  writeFileSync(file, `${JSON.stringify(kept)}\n`, { mode: 0o600 });
  return kept;
}

function launch(run: {
  readonly bin: string;
  readonly data: string;
  readonly account: Account;
  readonly log: string;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
}): ChildProcess {
  mkdirSync(path.dirname(run.log), { recursive: true, mode: 0o700 });
  const out = openSync(run.log, "a", 0o600);
  chmodSync(run.log, 0o600);
  const flags = Object.entries({ port: String(run.port), ...run.settings }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  return spawn(path.join(run.bin, "postgres"), ["-D", run.data, ...flags], {
    uid: run.account.uid,
    gid: run.account.gid,
    cwd: run.data,
    // A process group of its own: Ctrl-C must not reach it before those who use it have finished.
    detached: true,
    stdio: ["ignore", out, out],
    env: { NODE_ENV: "production", PATH: process.env.PATH, LC_ALL: "C.UTF-8", TZ: "UTC" },
  });
}

async function waitReady(server: ChildProcess, ownerUrl: string, log: string): Promise<void> {
  const admin = new URL(ownerUrl);
  admin.pathname = "/postgres";
  const until = Date.now() + 60_000;
  for (;;) {
    if (server.exitCode !== null || server.signalCode !== null) {
      const tail = readFileSync(log, "utf8").trim().split("\n").slice(-5).join("\n");
      throw new StartProblem(`Postgres did not start:\n${tail}`, `The whole log is in ${log}`);
    }
    try {
      await createOwnDatabase(admin.toString());
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resume) => setTimeout(resume, 25));
    }
  }
}

async function createOwnDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = 'portico'");
    if (rowCount === 0) await client.query("CREATE DATABASE portico");
  } finally {
    await client.end();
  }
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  server.kill("SIGINT");
  const impatient = setTimeout(() => server.kill("SIGQUIT"), 30_000);
  await gone;
  clearTimeout(impatient);
}
