import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { printProblem, StartProblem } from "./problem.mjs";
import { ROOT } from "./root.mjs";

/**
 * What the running product's processes were started with.
 *
 * @returns {{ url: string, pid: number, env: Record<string, string> }}
 * @throws StartProblem when none runs on the data directory
 */
export function readRuntime() {
  const file = path.join(
    path.resolve(process.env.PORTICO_DATA_DIR || path.join(ROOT, ".portico")),
    "runtime.json",
  );
  if (!existsSync(file)) {
    throw new StartProblem(
      `Portico is not running (there is no ${file}).`,
      "Start it with `npm start`, or name its folder in PORTICO_DATA_DIR.",
    );
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Runs a TypeScript file with the running product's settings and ends with its exit code. */
export async function runWithRuntime(script, args) {
  try {
    const { env } = readRuntime();
    const { status } = spawnSync(process.execPath, ["--import", "tsx", path.join(ROOT, script), ...args], {
      cwd: ROOT,
      env: { ...process.env, ...env, LOG_LEVEL: process.env.LOG_LEVEL ?? "warn" },
      stdio: "inherit",
    });
    process.exit(status ?? 1);
  } catch (error) {
    printProblem(error);
    process.exit(1);
  }
}
