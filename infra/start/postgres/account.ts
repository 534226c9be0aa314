import { execFileSync, spawnSync } from "node:child_process";
import { StartProblem } from "../problem.mjs";

/** Whom Postgres runs as; undefined ids mean "as whoever started us". */
export type Account = { readonly name: string; readonly uid?: number; readonly gid?: number };

// `nobody` exists on every Debian; `postgres` only where its package was installed.
const CANDIDATES = ["postgres", "nobody"];

/**
 * Chooses the account for Postgres, which refuses to run as root.
 *
 * initdb looks its own uid up in the user database, so a bare number will not do.
 */
export function chooseAccount(): Account {
  if (process.getuid?.() !== 0) return { name: "the current user" };
  for (const name of CANDIDATES) {
    const ids = findIds(name);
    if (ids) return { name, ...ids };
  }
  throw new StartProblem(
    "Postgres refuses to run as root, and this machine has neither a user `postgres` nor `nobody`.",
    "Start as an ordinary user, create one (`useradd --system postgres`), or set DATABASE_URL to a running Postgres.",
  );
}

function findIds(name: string): { uid: number; gid: number } | undefined {
  try {
    const ask = (flag: string) =>
      Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: "pipe" }));
    return { uid: ask("-u"), gid: ask("-g") };
  } catch {
    return undefined;
  }
}

/** Whether the account may do this (`-x`, `-w`, `-r`) with the path; the kernel answers, so every folder above counts. */
export function accountMay(account: Account, flag: "-r" | "-w" | "-x", path: string): boolean {
  return spawnSync("test", [flag, path], { uid: account.uid, gid: account.gid, cwd: "/" }).status === 0;
}
