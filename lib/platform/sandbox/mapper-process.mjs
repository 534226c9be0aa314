// Runs in a process of its own with a limit on its heap. Plain JavaScript, so that Node loads it without a compiler under tsx,
// vitest and the built web process alike.
import { Worker } from "node:worker_threads";
import jsonata from "jsonata";

/** Ends this process when the one that started it is gone: an expression that never ends would hold its core for ever. */
const WATCH = `const parent = process.ppid;
setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, "SIGKILL"); }, 1000);`;
new Worker(WATCH, { eval: true, env: {}, resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref();

const compiled = new Map();
let bindings = {};
let limits = {};

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

process.on("message", async (message) => {
  if (message.limits) {
    ({ bindings, limits } = message);
    process.send({ ready: true });
    return;
  }
  const { id, expression, inputs } = message;
  // Each result by itself and at once: who has to end this process knows by their number what it was at.
  for (const text of inputs)
    process.send({ id, result: text === undefined ? {} : await evaluate(expression, JSON.parse(text)) });
});
process.on("disconnect", () => process.exit());
