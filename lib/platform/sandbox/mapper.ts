import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Json } from "@/lib/platform/types";

const WATCH_MS = 100;
const START_TIMEOUT_MS = 20_000;
const KILLS_MAX = 5;
const CHUNK = 200;

export type EvaluationProblem = {
  readonly code: "syntax" | "failed" | "timeout" | "memory" | "too_large";
  readonly message: string;
  /** 0-based place in the expression, where it is known */
  readonly position?: number | undefined;
};
export type Evaluated =
  | { readonly value: Json | undefined; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: EvaluationProblem };

export type Mapper = {
  /** Evaluates one expression over each input by itself. An input that fails, hangs or eats memory costs its own result only. */
  readonly map: (expression: string, inputs: readonly unknown[]) => Promise<readonly Evaluated[]>;
  readonly close: () => void;
};

export type MapperOptions = {
  /** values the expression reads as `$name` */
  readonly bindings?: Readonly<Record<string, unknown>>;
  readonly itemTimeoutMs?: number;
  readonly memoryMb?: number;
};

type Raw = { readonly text?: string; readonly problem?: EvaluationProblem };
type Reply = { readonly ready?: true; readonly id?: number; readonly results?: readonly Raw[] };

// Bundlers must not follow this path: the worker is loaded from the source tree, which stands in every deployment.
function workerFile(): string {
  const beside = join(import.meta.dirname ?? "", "mapper-worker.mjs");
  return existsSync(/* turbopackIgnore: true */ beside)
    ? beside
    : join(/* turbopackIgnore: true */ process.cwd(), "lib/platform/sandbox/mapper-worker.mjs");
}

/**
 * Opens a thread of its own in which a customer's JSONata runs: with a time limit per input (a regular expression that
 * backtracks for ever ends with its thread) and a memory limit. Costs about 60 ms to start; close it.
 */
export function openMapper(options: MapperOptions = {}): Mapper {
  const itemTimeoutMs = options.itemTimeoutMs ?? 1_000;
  const memoryMb = options.memoryMb ?? 192;
  const shared = new SharedArrayBuffer(8);
  const at = new Int32Array(shared);
  let worker: Promise<Worker> | undefined;
  let kills = 0;
  let lastId = 0;
  let closed = false;

  function start(): Promise<Worker> {
    const made = new Worker(workerFile(), {
      execArgv: [],
      env: {},
      workerData: {
        bindings: options.bindings ?? {},
        limits: { timeout: itemTimeoutMs, stack: 200, sequence: 100_000, outputCharactersMax: 4_000_000 },
        shared,
      },
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    });
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error("the mapping's thread did not start")),
        START_TIMEOUT_MS,
      );
      made.once("message", () => {
        clearTimeout(timer);
        resolve(made);
      });
      made.once("error", (error) => {
        clearTimeout(timer);
        reject(error);
      });
    });
  }

  /** One chunk in the thread. @returns its results, or the input at which the thread had to be ended */
  async function runOnce(
    expression: string,
    inputs: readonly (string | undefined)[],
  ): Promise<readonly Raw[] | { readonly endedAt: number; readonly problem: EvaluationProblem }> {
    worker ??= start();
    const thread = await worker;
    const id = ++lastId;
    return new Promise((resolve) => {
      let seen = -1;
      let since = Date.now();
      const end = (problem: EvaluationProblem) => {
        finish();
        worker = undefined;
        kills += 1;
        void thread.terminate();
        resolve({ endedAt: Atomics.load(at, 0), problem });
      };
      const onMessage = (reply: Reply) => {
        if (reply.id !== id) return;
        finish();
        resolve(reply.results ?? []);
      };
      const onError = (error: Error & { code?: string }) =>
        end(
          error.code === "ERR_WORKER_OUT_OF_MEMORY"
            ? { code: "memory", message: `it needs more than ${memoryMb} MB of memory` }
            : { code: "failed", message: error.message },
        );
      const onExit = () => end({ code: "failed", message: "its thread stopped" });
      const timer = setInterval(() => {
        const step = Atomics.load(at, 1);
        if (step !== seen) {
          seen = step;
          since = Date.now();
        } else if (Date.now() - since > itemTimeoutMs + WATCH_MS)
          end({ code: "timeout", message: `it takes longer than ${itemTimeoutMs} ms for one record` });
      }, WATCH_MS);
      function finish() {
        clearInterval(timer);
        thread.off("message", onMessage);
        thread.off("error", onError);
        thread.off("exit", onExit);
      }
      thread.on("message", onMessage);
      thread.on("error", onError);
      thread.on("exit", onExit);
      Atomics.store(at, 0, 0);
      thread.postMessage({ id, expression, inputs });
    });
  }

  async function mapChunk(expression: string, inputs: readonly unknown[]): Promise<readonly Evaluated[]> {
    const texts: (string | undefined)[] = inputs.map((input) => JSON.stringify(input));
    const ended = new Map<number, EvaluationProblem>();
    for (;;) {
      const result = await runOnce(expression, texts);
      if (!("endedAt" in result))
        return result.map((raw, index) => {
          const problem = ended.get(index) ?? raw.problem;
          return problem ? { problem } : { value: raw.text === undefined ? undefined : JSON.parse(raw.text) };
        });
      ended.set(result.endedAt, result.problem);
      texts[result.endedAt] = undefined;
      if (kills >= KILLS_MAX) return inputs.map(() => ({ problem: result.problem }));
    }
  }

  return {
    async map(expression, inputs) {
      const results: Evaluated[] = [];
      for (let from = 0; from < inputs.length; from += CHUNK) {
        if (closed) throw new Error("the mapper is closed");
        results.push(...(await mapChunk(expression, inputs.slice(from, from + CHUNK))));
      }
      return results;
    },
    close() {
      closed = true;
      void worker?.then(
        (thread) => thread.terminate(),
        () => undefined,
      );
      worker = undefined;
    },
  };
}
