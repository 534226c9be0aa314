import { spawnSync } from "node:child_process";
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartProblem } from "../problem.mjs";
import type { Account } from "./account";
import { isAlive, waitGone, worksIn } from "./process";
import { makeDirFor } from "./staging";

export const OWNER = "portico";

type Cluster = { readonly bin: string; readonly data: string; readonly account: Account };

/** Makes an empty cluster unless there is one. */
export function initCluster({ bin, data, account }: Cluster, password: string): void {
  if (existsSync(path.join(data, "PG_VERSION"))) {
    requireSameMajor(bin, data);
    return;
  }
  rmSync(data, { recursive: true, force: true });
  makeDirFor(account, data);
  const passwordFile = `${data}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined)
    chownSync(passwordFile, account.uid, account.gid);
  try {
    const flags = [
      "--encoding=UTF8",
      "--locale=C.UTF-8",
      "--auth=scram-sha-256",
      `--username=${OWNER}`,
      `--pwfile=${passwordFile}`,
    ];
    const result = spawnSync(path.join(bin, "initdb"), ["-D", data, ...flags], {
      uid: account.uid,
      gid: account.gid,
      cwd: "/",
      encoding: "utf8",
      env: { NODE_ENV: "production", PATH: process.env.PATH, LC_ALL: "C.UTF-8", TZ: "UTC" },
    });
    if (result.status !== 0) {
      rmSync(data, { recursive: true, force: true });
      throw initdbProblem(result.stderr || result.error?.message || "", account);
    }
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function initdbProblem(output: string, account: Account): StartProblem {
  const text = output.trim();
  if (text.includes("could not look up effective user ID")) {
    return new StartProblem(
      `Postgres needs the user id ${process.getuid?.()} to have a name, and /etc/passwd has none for it.`,
      "Add an entry for it, start as another user, or set DATABASE_URL to a running Postgres.",
    );
  }
  return new StartProblem(
    `initdb, run as ${account.name}, failed:\n${text}`,
    "Set DATABASE_URL to a running Postgres to do without it.",
  );
}

function requireSameMajor(bin: string, data: string): void {
  const found = readFileSync(path.join(data, "PG_VERSION"), "utf8").trim();
  const { stdout } = spawnSync(path.join(bin, "postgres"), ["--version"], { encoding: "utf8", cwd: "/" });
  const ours = /(\d+)\./.exec(stdout ?? "")?.[1];
  if (ours === undefined || ours === found) return;
  throw new StartProblem(
    `The database in ${data} was made by Postgres ${found}; this version brings Postgres ${ours}.`,
    "Move the data with pg_dump, or start anew with `npm start -- --fresh`.",
  );
}

/**
 * Clears what a killed start left: a server still running on this data is stopped, a pid file without its server removed.
 *
 * Postgres itself refuses to start when the number in its pid file has since gone to some other process.
 */
export async function clearLeftover(data: string): Promise<void> {
  const pidFile = path.join(data, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0]);
  if (Number.isInteger(pid) && pid > 1 && isAlive(pid) && worksIn(pid, data)) {
    process.kill(pid, "SIGINT");
    if (!(await waitGone(pid, 20_000))) {
      throw new StartProblem(
        `An earlier Postgres (process ${pid}) still runs on ${data} and does not stop.`,
        `End it with: kill -QUIT ${pid}`,
      );
    }
  }
  rmSync(pidFile, { force: true });
}
