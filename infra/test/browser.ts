import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { StartProblem } from "../start/problem.mjs";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
];

/**
 * Finds a Chromium, or installs the distribution's where that is possible.
 *
 * @throws StartProblem saying how to get one
 */
export async function ensureBrowser(env: NodeJS.ProcessEnv): Promise<string> {
  const given = env.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new StartProblem(
      `CHROMIUM_PATH is ${given}, and there is no such file.`,
      "Correct it, or unset it to have one looked for.",
    );
  }
  const found = findBrowser() ?? (await findPlaywrights());
  if (found) return found;
  if (installPackage("chromium")) {
    const installed = findBrowser();
    if (installed) return installed;
  }
  throw new StartProblem(
    "There is no Chromium for the journeys, and none could be installed from here.",
    "Install one: `apt-get install chromium` as root, or `npx playwright install chromium`, or name one in CHROMIUM_PATH.",
  );
}

const findBrowser = () => PLACES.find((file) => existsSync(file));

async function findPlaywrights(): Promise<string | undefined> {
  const { chromium } = await import("playwright");
  const file = chromium.executablePath();
  return file && existsSync(file) ? file : undefined;
}

/** Installs a package of the distribution; only root on a machine with apt-get can. */
export function installPackage(name: string): boolean {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return false;
  console.log(`· installing ${name} (apt-get)`);
  const run = (...args: string[]) =>
    spawnSync("apt-get", args, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0;
  const install = () => run("install", "-y", "-q", "--no-install-recommends", name);
  return install() || (run("update", "-q") && install());
}
