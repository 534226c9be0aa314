import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findFreePort } from "../start/free-port";
import { installPackage } from "./browser";

export type TestRedis = { readonly url: string; stop(): Promise<void> };

/**
 * A Redis for the tests that need one: REDIS_URL's, or a throwaway server found or installed from the distribution.
 *
 * @returns undefined when there is none; those tests are then skipped
 */
export async function openRedis(env: NodeJS.ProcessEnv): Promise<TestRedis | undefined> {
  if (env.REDIS_URL) return { url: env.REDIS_URL, stop: async () => undefined };
  if (!hasServer() && !(installPackage("redis-server") && hasServer())) return undefined;
  const dir = mkdtempSync(path.join(tmpdir(), "portico-redis-"));
  const port = await findFreePort();
  const flags = [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--appendonly",
    "no",
    "--dir",
    dir,
  ];
  const server = spawn("redis-server", flags, { stdio: "ignore", detached: true });
  const gone = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const kill = () => server.kill("SIGKILL");
  process.once("exit", kill);
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      process.removeListener("exit", kill);
      server.kill("SIGTERM");
      await gone;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const hasServer = () => spawnSync("redis-server", ["--version"], { stdio: "ignore" }).status === 0;
