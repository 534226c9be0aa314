// Runs in a worker thread with memory limits. Plain JavaScript, so that Node loads it without a compiler under tsx, vitest
// and the built web process alike.
import { parentPort, workerData } from "node:worker_threads";
import jsonata from "jsonata";

const { bindings, limits, shared } = workerData;
/** The item that is being worked on, for whoever has to end this thread. */
const at = new Int32Array(shared);
const compiled = new Map();

function problemOf(error) {
  const code = typeof error?.code === "string" ? error.code : undefined;
  const position = typeof error?.position === "number" ? error.position : undefined;
  const message =
    error instanceof Error || typeof error?.message === "string" ? error.message : String(error);
  // U1001: jsonata's own guards against runaway expressions, as this library words them.
  const isTimeout = /timeout|time limit|maximum evaluation time/i.test(message);
  return { code: isTimeout ? "timeout" : code?.startsWith("S0") ? "syntax" : "failed", message, position };
}

function compile(expression) {
  const known = compiled.get(expression);
  if (known) return known;
  const made = jsonata(expression, limits);
  compiled.set(expression, made);
  return made;
}

async function evaluate(expression, input) {
  try {
    const value = await compile(expression).evaluate(input, bindings);
    if (value === undefined || typeof value === "function") return {};
    // JSONata's arrays carry extra properties; JSON does not.
    const text = JSON.stringify(value);
    if (text === undefined) return {};
    if (text.length > limits.outputCharactersMax)
      return { problem: { code: "too_large", message: `the result has ${text.length} characters` } };
    return { text };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

parentPort.on("message", async ({ id, expression, inputs }) => {
  const results = [];
  for (const [index, text] of inputs.entries()) {
    Atomics.store(at, 0, index);
    Atomics.add(at, 1, 1);
    results.push(text === undefined ? {} : await evaluate(expression, JSON.parse(text)));
  }
  parentPort.postMessage({ id, results });
});
parentPort.postMessage({ ready: true });
