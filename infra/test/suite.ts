import { spawn } from "node:child_process";
import { ROOT } from "../start/root.mjs";
import { resolveTool } from "../start/run";

export type SuiteResult = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** one line per failure, for the list at the end */
  readonly failures: readonly string[];
};

export type Suite = { readonly name: string; run(): Promise<SuiteResult> };

export const PASSED: SuiteResult = { passed: 1, failed: 0, skipped: 0, failures: [] };

/** A suite of one: it passed, or it failed with a word on why. */
export function single(name: string, run: () => Promise<string | undefined>): Suite {
  return {
    name,
    run: async () => {
      const failure = await run();
      return failure === undefined
        ? PASSED
        : { passed: 0, failed: 1, skipped: 0, failures: [`${name}: ${failure}`] };
    },
  };
}

type Ended = { readonly code: number; readonly output: string };

/** Runs a tool of node_modules; its output goes to the console as it comes, and is handed back. */
export function runVisibly(
  bin: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [resolveTool(bin), ...args], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const [stream, out] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ] as const) {
      stream.on("data", (chunk: Buffer) => {
        output = (output + chunk.toString()).slice(-1_000_000);
        out.write(chunk);
      });
    }
    const end = () => child.kill();
    process.once("exit", end);
    child.once("error", reject);
    child.once("close", (code) => {
      process.removeListener("exit", end);
      resolve({ code: code ?? 1, output });
    });
  });
}

export function sum(results: readonly SuiteResult[]): SuiteResult {
  return {
    passed: results.reduce((total, one) => total + one.passed, 0),
    failed: results.reduce((total, one) => total + one.failed, 0),
    skipped: results.reduce((total, one) => total + one.skipped, 0),
    failures: results.flatMap((one) => one.failures),
  };
}
