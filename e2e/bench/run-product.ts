import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findFreePort, findFreeRange } from "@/infra/start/free-port";
import { clusterHomeOutside } from "@/infra/start/postgres";
import { STANDIN_PORTS } from "@/infra/start/standins";

export type RunningProduct = {
  /** what the fixtures read */
  readonly env: Readonly<Record<string, string>>;
  readonly readySeconds: number;
  stop(): Promise<void>;
};

const OURS =
  /^(PORTICO_|GITHUB_|STRIPE_|SMTP_URL$|DATABASE_URL$|APP_DATABASE_URL$|REDIS_URL$|FAKES_|PORT$|npm_)/;

/** `npm start` in a folder, with ports and data of its own, until it says it is ready. */
export async function runProduct(folder: string, dataDir: string): Promise<RunningProduct> {
  const port = await findFreePort();
  const own = {
    PORT: String(port),
    FAKES_PORT_BASE: String(await findFreeRange(STANDIN_PORTS)),
    PORTICO_DATA_DIR: dataDir,
  };
  const cleared = Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => OURS.test(name))
      .map((name) => [name, undefined]),
  );
  const begun = performance.now();
  const child = spawn("npm", ["start"], {
    cwd: folder,
    env: { ...process.env, ...cleared, ...own },
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let output = "";
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (/^ready http/m.test(output)) resolve();
    });
    child.once("exit", (code) => reject(new Error(`npm start in ${folder} ended with ${code}:\n${output}`)));
  });
  const readySeconds = (performance.now() - begun) / 1000;
  return {
    env: { ...own, PORTICO_URL: `http://localhost:${port}` },
    readySeconds,
    async stop() {
      // The whole group, as Ctrl-C does.
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGINT");
      await ended;
    },
  };
}

export type Clone = { readonly folder: string; readonly dataDir: string; remove(): void };

/** A clone of HEAD as a newcomer gets it: nothing installed, nothing built. */
export function cloneRepository(): Clone {
  const parent = mkdtempSync(path.join(tmpdir(), "portico-bench-"));
  const folder = path.join(parent, "portico");
  const { status } = spawnSync("git", ["clone", "--quiet", "--no-local", process.cwd(), folder], {
    stdio: "inherit",
  });
  if (status !== 0 || !existsSync(path.join(folder, "package.json")))
    throw new Error("git clone failed; run the bench from the repository's folder");
  const dataDir = path.join(parent, "data");
  return {
    folder,
    dataDir,
    remove: () => {
      for (const dir of [parent, clusterHomeOutside(dataDir)]) rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** An empty data directory for a run from this folder. */
export function temporaryData(): { readonly dataDir: string; remove(): void } {
  const parent = mkdtempSync(path.join(tmpdir(), "portico-bench-"));
  const dataDir = path.join(parent, "data");
  return {
    dataDir,
    remove: () => {
      for (const dir of [parent, clusterHomeOutside(dataDir)]) rmSync(dir, { recursive: true, force: true });
    },
  };
}
