import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./root.mjs";

export type Child = {
  readonly name: string;
  readonly pid: number | undefined;
  /** settles with the cause and the end of the log when the process ends unasked */
  readonly crashed: Promise<string>;
  /** settles when a process that is meant to end has: undefined after success, else the cause */
  readonly finished: Promise<string | undefined>;
  /** SIGTERM, and SIGKILL for one that has not ended in time */
  stop(timeoutMs?: number): Promise<void>;
};

const FOLLOW = pathToFileURL(path.join(import.meta.dirname, "follow-parent.mjs")).href;

/** Starts a long-running Node process of ours; what it prints goes to a log file. */
export function startChild(options: {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logDir: string;
}): Child {
  const { name, logDir } = options;
  mkdirSync(logDir, { recursive: true, mode: 0o700 });
  const log = path.join(logDir, `${name}.log`);
  const out = openSync(log, "a", 0o600);
  const child = spawn(process.execPath, ["--import", FOLLOW, ...options.args], {
    cwd: ROOT,
    env: { ...process.env, ...options.env },
    // A group of its own: Ctrl-C reaches only us, and we stop web, workers and database in that order.
    detached: true,
    stdio: ["ignore", out, out, "ipc"],
  });
  closeSync(out);
  let asked = false;
  const crashed = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(`${name} could not be started: ${error.message}`));
    child.once("exit", (code, signal) => {
      if (!asked)
        resolve(`${name} ended (${signal ?? `exit code ${code}`}). The end of ${log}:\n${tail(log)}`);
    });
  });
  const finished = new Promise<string | undefined>((resolve) => {
    child.once("exit", (code) =>
      resolve(code === 0 ? undefined : `exit code ${code}. The end of ${log}:\n${tail(log)}`),
    );
  });
  const stop = async (timeoutMs = 20_000) => {
    asked = true;
    await end(child, timeoutMs);
  };
  return { name, pid: child.pid, crashed, finished, stop };
}

async function end(child: ChildProcess, timeoutMs: number): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const impatient = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
  await gone;
  clearTimeout(impatient);
}

function tail(log: string): string {
  return existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n").slice(-25).join("\n") : "";
}

/**
 * Waits until an address answers.
 *
 * @param crashed - settles when it never will
 * @param isReady - what counts as an answer; any status by default
 */
export async function waitAnswer(
  url: string,
  crashed: Promise<string>,
  isReady: (status: number) => boolean = () => true,
  timeoutMs = 120_000,
): Promise<void> {
  const until = Date.now() + timeoutMs;
  let cause: string | undefined;
  void crashed.then((text) => {
    cause = text;
  });
  let last = "nothing answers";
  while (Date.now() < until) {
    if (cause) throw new Error(cause);
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: "manual" });
      if (isReady(response.status)) return;
      last = `status ${response.status}: ${(await response.text()).slice(0, 300)}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await new Promise((resume) => setTimeout(resume, 60));
  }
  throw new Error(`${url} is not ready after ${timeoutMs / 1000} s (${last})`);
}
