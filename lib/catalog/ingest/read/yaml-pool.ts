import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Json } from "@/lib/platform/types";

export const YAML_TIMEOUT_MS = 2_000;
const WORKERS_MAX = 2;
/** A file that takes this long is no descriptor people write; what waits behind it gets a worker of its own. */
const SLOW_MS = 100;
/** Of those that are at a slow file. Each may hold 192 MB, so there are not many. */
const SLOW_MAX = 2;
const START_TIMEOUT_MS = 20_000;

export type YamlPosition = { readonly line: number; readonly column: number };
export type YamlDocument = {
  readonly index: number;
  readonly value: Json;
  readonly line: number;
  readonly positions: Readonly<Record<string, YamlPosition>>;
};
export type YamlProblem = YamlPosition & {
  readonly index: number;
  readonly code: string;
  readonly message: string;
};
export type YamlResult = {
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly YamlProblem[];
};

type Reply = { readonly ready: true } | ({ readonly ready?: undefined; readonly id: number } & YamlResult);
type Task = {
  readonly id: number;
  readonly text: string;
  readonly timeoutMs: number;
  readonly done: (result: YamlResult) => void;
};

const waiting: Task[] = [];
const idle: Worker[] = [];
let alive = 0;
/** of those alive, how many are at a file that takes long */
let slow = 0;
let lastId = 0;

// Bundlers must not follow this path: the worker is loaded from the source tree, which stands in every deployment.
function workerFile(): string {
  const beside = join(import.meta.dirname ?? "", "yaml-worker.mjs");
  return existsSync(/* turbopackIgnore: true */ beside)
    ? beside
    : join(/* turbopackIgnore: true */ process.cwd(), "lib/catalog/ingest/read/yaml-worker.mjs");
}

function failed(code: string, message: string): YamlResult {
  return { documents: [], problems: [{ index: 0, code, message, line: 1, column: 1 }] };
}

/** One worker's life: start, tasks one after another, end when a task costs too much. */
function start(): void {
  alive += 1;
  const worker = new Worker(workerFile(), {
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
  });
  let task: Task | undefined;
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  let isSlow = false;
  let patience: NodeJS.Timeout | undefined;
  const settle = () => {
    clearTimeout(timer);
    clearTimeout(patience);
    if (isSlow) slow -= 1;
    isSlow = false;
  };
  const end = (result: YamlResult) => {
    if (ended) return;
    ended = true;
    settle();
    alive -= 1;
    const at = idle.indexOf(worker);
    if (at >= 0) idle.splice(at, 1);
    void worker.terminate();
    const current = task;
    task = undefined;
    current?.done(result);
    pump();
  };
  const next = () => {
    task = waiting.shift();
    if (!task) {
      worker.unref();
      idle.push(worker);
      return;
    }
    worker.ref();
    const { id, text, timeoutMs } = task;
    timer = setTimeout(() => end(failed("timeout", `took longer than ${timeoutMs / 1000} s`)), timeoutMs);
    patience = setTimeout(() => {
      isSlow = true;
      slow += 1;
      pump();
    }, SLOW_MS);
    worker.postMessage({ id, text });
  };
  const retire = () => {
    ended = true;
    alive -= 1;
    void worker.terminate();
  };
  wake.set(worker, next);
  worker.on("message", (reply: Reply) => {
    if (ended) return;
    settle();
    if (!reply.ready && task?.id === reply.id) {
      const { done } = task;
      task = undefined;
      done({ documents: reply.documents, problems: reply.problems });
    }
    // Those who stood in for a slow one go when it is back.
    if (waiting.length === 0 && alive > WORKERS_MAX) retire();
    else next();
  });
  worker.on("error", (error: Error & { code?: string }) => {
    // A worker that cannot even start would be started for ever: its tasks fail instead.
    if (!task) task = waiting.shift();
    end(failed(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "too_expensive" : "unreadable", error.message));
  });
  worker.on("exit", () => end(failed("unreadable", "the parser stopped")));
  timer = setTimeout(() => {
    task ??= waiting.shift();
    end(failed("unreadable", "the parser did not start"));
  }, START_TIMEOUT_MS);
}

const wake = new WeakMap<Worker, () => void>();

function pump(): void {
  while (waiting.length > 0) {
    const worker = idle.pop();
    if (worker) wake.get(worker)?.();
    else if (alive < WORKERS_MAX + Math.min(slow, SLOW_MAX)) {
      start();
      return;
    } else return;
  }
}

/** Parses YAML in a worker thread. Never throws and never takes longer than `timeoutMs` once a worker is free. */
export function readYaml(text: string, timeoutMs: number = YAML_TIMEOUT_MS): Promise<YamlResult> {
  return new Promise((done) => {
    const task = { id: ++lastId, text, timeoutMs, done };
    // The short first: a descriptor of a kilobyte does not wait behind half a megabyte of somebody's bomb.
    const at = waiting.findIndex((other) => other.text.length > text.length);
    waiting.splice(at < 0 ? waiting.length : at, 0, task);
    pump();
  });
}
