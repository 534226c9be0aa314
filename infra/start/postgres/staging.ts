import { createHash } from "node:crypto";
import { chownSync, lstatSync, mkdirSync } from "node:fs";
import path from "node:path";
import { StartProblem } from "../problem.mjs";
import type { Account } from "./account";

/**
 * The folder outside the data directory that belongs to it: for what Postgres's account must reach when the data
 * directory lies below a closed folder such as /root. Only our own folder is used, never one somebody else prepared.
 */
export function stagingDir(key: string): string {
  return path.join("/var/tmp", `portico-${createHash("sha256").update(key).digest("hex").slice(0, 16)}`);
}

/** Makes the staging folder, or checks that the one that is there is ours. */
export function makeStagingDir(dir: string): string {
  try {
    mkdirSync(dir, { mode: 0o755 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const found = lstatSync(dir);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new StartProblem(
      `${dir} is needed for Postgres but belongs to somebody else.`,
      `Remove it and start again: rm -rf ${dir}`,
    );
  }
  return dir;
}

/** Makes a folder and hands it to the account. */
export function makeDirFor(account: Account, dir: string, mode = 0o700): string {
  mkdirSync(dir, { recursive: true, mode });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(dir, account.uid, account.gid);
  return dir;
}
