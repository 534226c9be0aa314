import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "@/lib/platform/types";

const WATCH_MS = 100;
const START_TIMEOUT_MS = 20_000;
const KILLS_MAX = 5;
const CHUNK = 200;
const LIMITS = { stack: 200, sequence: 100_000, outputCharactersMax: 4_000_000 };

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
type Reply =
  | { readonly ready: true }
  | { readonly ready?: undefined; readonly id: number; readonly result: Raw };
/** Results of a chunk, as far as it came: with a problem, the input after them is the one that ended the process. */
type Chunk = { readonly results: readonly Raw[]; readonly problem?: EvaluationProblem | undefined };

// Bundlers must not follow this path: the process is started from the source tree, which stands in every deployment.
function processFile(): string {
  const beside = join(import.meta.dirname ?? "", "mapper-process.mjs");
  return existsSync(/* turbopackIgnore: true */ beside)
    ? beside
    : join(/* turbopackIgnore: true */ process.cwd(), "lib/platform/sandbox/mapper-process.mjs");
}

/**
 * Opens a process of its own in which a customer's JSONata runs: with a time limit per input (a regular expression that
 * backtracks for ever ends with its process) and a memory limit. Costs about 100 ms to start; close it.
 *
 * A thread would not do: V8 ends the whole process when one allocation of a thread is larger than its heap may grow, which
 * `$pad("a", 300000000)` is.
 */
export function openMapper(options: MapperOptions = {}): Mapper {
  const itemTimeoutMs = options.itemTimeoutMs ?? 1_000;
  const memoryMb = options.memoryMb ?? 192;
  let child: Promise<ChildProcess> | undefined;
  let kills = 0;
  let lastId = 0;
  let closed = false;

  function start(): Promise<ChildProcess> {
    // No setting of ours: what runs there is a customer's.
    const made = spawn(
      process.execPath,
      [`--max-old-space-size=${memoryMb}`, "--stack-size=3900", processFile()],
      {
        env: { NODE_ENV: "production" },
        stdio: ["ignore", "ignore", "ignore", "ipc"],
        serialization: "advanced",
      },
    );
    return new Promise((resolve, reject) => {
      const fail = (cause?: Error) => {
        clearTimeout(timer);
        made.kill("SIGKILL");
        reject(new Error("the mapping's process did not start", { cause }));
      };
      const timer = setTimeout(fail, START_TIMEOUT_MS);
      made.once("error", fail);
      made.once("exit", () => fail());
      made.once("message", () => {
        clearTimeout(timer);
        made.removeAllListeners("exit");
        made.removeAllListeners("error");
        resolve(made);
      });
      made.send({ bindings: options.bindings ?? {}, limits: { ...LIMITS, timeout: itemTimeoutMs } });
    });
  }

  async function runOnce(expression: string, inputs: readonly (string | undefined)[]): Promise<Chunk> {
    child ??= start();
    const running = await child;
    const id = ++lastId;
    const results: Raw[] = [];
    return new Promise((resolve) => {
      let since = Date.now();
      let finished = false;
      const finish = (problem?: EvaluationProblem) => {
        if (finished) return;
        finished = true;
        clearInterval(timer);
        running.off("message", onMessage);
        running.off("exit", onExit);
        running.off("error", onExit);
        if (problem) {
          child = undefined;
          kills += 1;
          running.kill("SIGKILL");
        }
        resolve({ results, problem });
      };
      const onMessage = (reply: Reply) => {
        if (reply.ready || reply.id !== id) return;
        since = Date.now();
        if (results.push(reply.result) === inputs.length) finish();
      };
      // Nothing but the end of its memory ends it unasked.
      const onExit = () => finish({ code: "memory", message: `it needs more than ${memoryMb} MB of memory` });
      const isLate = () => Date.now() - since > itemTimeoutMs + WATCH_MS;
      const timer = setInterval(() => {
        if (!isLate()) return;
        // What came while this process itself was busy is read first.
        setImmediate(() => {
          if (isLate())
            finish({ code: "timeout", message: `it takes longer than ${itemTimeoutMs} ms for one record` });
        });
      }, WATCH_MS);
      running.on("message", onMessage);
      running.on("exit", onExit);
      running.on("error", onExit);
      running.send({ id, expression, inputs });
    });
  }

  async function mapChunk(expression: string, inputs: readonly unknown[]): Promise<readonly Evaluated[]> {
    const texts = inputs.map((input) => JSON.stringify(input));
    const done: Raw[] = [];
    while (done.length < texts.length) {
      const { results, problem } = await runOnce(expression, texts.slice(done.length));
      done.push(...results);
      if (!problem) continue;
      done.push({ problem });
      if (kills >= KILLS_MAX) return inputs.map(() => ({ problem }));
    }
    return done.map(evaluatedOf);
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
      void child?.then(
        (running) => running.kill("SIGKILL"),
        () => undefined,
      );
      child = undefined;
    },
  };
}

function evaluatedOf({ text, problem }: Raw): Evaluated {
  return problem ? { problem } : { value: text === undefined ? undefined : JSON.parse(text) };
}
