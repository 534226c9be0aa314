import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { StartProblem } from "./problem.mjs";
import { ROOT } from "./root.mjs";

/** Installs the dependencies when something of package-lock.json is missing from node_modules or is another version. */
export async function ensureDependencies() {
  const missing = findMissing();
  if (missing === undefined) return;
  const fresh = !existsSync(path.join(ROOT, "node_modules"));
  console.log(fresh ? "· installing dependencies (about a minute)" : `· updating dependencies (${missing})`);
  // Not `npm ci`: it refuses a lock file without the optional packages of platforms the registry does not carry.
  const args = ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status, error, signal } = spawnSync("npm", args, {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
    // Tests run on the system's Chromium; Playwright's own would be 150 MB nobody uses. NODE_ENV=production would leave out what tests need.
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1", NODE_ENV: "development" },
  });
  if (error?.code === "ENOENT")
    throw new StartProblem(
      "`npm` was not found.",
      "Install npm; it comes with Node from https://nodejs.org.",
    );
  if (signal) process.exit(130);
  if (status !== 0) {
    throw new StartProblem(
      "The dependencies could not be installed; npm says why above.",
      "Check the network, disk space and `npm config get registry`, then run the same command again.",
    );
  }
}

// npm writes what it really installed to node_modules/.package-lock.json once it has finished.
/** The first difference between what is locked and what is installed, or undefined. */
function findMissing() {
  const wanted = readLock(path.join(ROOT, "package-lock.json"));
  const found = readLock(path.join(ROOT, "node_modules/.package-lock.json"));
  if (!found) return "none installed yet";
  for (const [name, entry] of Object.entries(wanted ?? {})) {
    if (name === "" || entry.link || entry.optional || entry.devOptional || entry.peer) continue;
    if (found[name]?.version !== entry.version) return name.replace(/^node_modules\//, "");
  }
  return undefined;
}

function readLock(file) {
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
}
