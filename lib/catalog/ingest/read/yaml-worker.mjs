// Runs in a worker thread with memory limits, where a hostile file can only cost its own time. Plain JavaScript, so that
// Node loads it without a compiler under tsx, vitest and the built web process alike.
import { parentPort } from "node:worker_threads";
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseAllDocuments } from "yaml";

const POSITIONS_MAX = 3_000;
const PROBLEMS_MAX = 20;
const DOCUMENTS_MAX = 5_000;
const OUTPUT_CHARACTERS_MAX = 4 * 1024 * 1024;

const escapePart = (part) => String(part).replaceAll("~", "~0").replaceAll("/", "~1");

/** Duplicate keys by a Set (the library's own check is quadratic), and where each field stands. Iterative: depth costs no stack. */
function walk(document, at) {
  const positions = {};
  const problems = [];
  let count = 0;
  const stack = [{ node: document.contents, pointer: "", depth: 0 }];
  while (stack.length > 0) {
    const { node, pointer, depth } = stack.pop();
    if (isMap(node)) {
      const keys = new Set();
      for (const pair of node.items) {
        if (!isPair(pair)) continue;
        const key = isScalar(pair.key) ? String(pair.key.value) : undefined;
        const offset = pair.key?.range?.[0];
        if (key === undefined) {
          problems.push({ code: "bad_key", message: "a key is not a plain text", ...at(offset) });
          continue;
        }
        if (keys.has(key))
          problems.push({
            code: "duplicate_key",
            message: `Key "${key.slice(0, 80)}" appears twice`,
            ...at(offset),
          });
        keys.add(key);
        const next = `${pointer}/${escapePart(key)}`;
        if (depth < 8 && count++ < POSITIONS_MAX) positions[next] = at(offset);
        stack.push({ node: pair.value, pointer: next, depth: depth + 1 });
      }
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => {
        const next = `${pointer}/${index}`;
        if (depth < 8 && count++ < POSITIONS_MAX && item?.range) positions[next] = at(item.range[0]);
        if (!isAlias(item)) stack.push({ node: item, pointer: next, depth: depth + 1 });
      });
    }
  }
  return { positions, problems: problems.sort((a, b) => a.line - b.line) };
}

/** Why a document that is well-formed has no value: what its aliases do. */
function explain(error, text, at, start) {
  const message = error instanceof Error ? error.message : String(error);
  const alias = /^Unresolved alias[^:]*: (\S+)/.exec(message)?.[1];
  if (alias)
    return {
      code: "bad_alias",
      message: `The alias *${alias} has no anchor &${alias} before it`,
      ...at(Math.max(text.indexOf(`*${alias}`), 0)),
    };
  if (/circular/i.test(message))
    return { code: "alias_bomb", message: "an alias stands inside what it refers to", ...start };
  return { code: "alias_bomb", message: "its aliases expand to too much", ...start };
}

function read(text) {
  const lineCounter = new LineCounter();
  const at = (offset) => {
    const position = lineCounter.linePos(offset ?? 0);
    return { line: Math.max(position.line, 1), column: Math.max(position.col, 1) };
  };
  const documents = [];
  const problems = [];
  let produced = 0;
  const parsed = parseAllDocuments(text, {
    uniqueKeys: false,
    schema: "core",
    logLevel: "error",
    merge: false,
    lineCounter,
    prettyErrors: false,
    // !!binary, !!set and the like make values that are not JSON; so they are tags nobody knows.
    resolveKnownTags: false,
  });
  if (parsed.length > DOCUMENTS_MAX) {
    const message = `it holds ${parsed.length} documents, more than ${DOCUMENTS_MAX}`;
    return { documents, problems: [{ index: 0, code: "too_many_documents", message, line: 1, column: 1 }] };
  }
  parsed.forEach((document, index) => {
    const fault = document.errors[0] ?? document.warnings[0];
    if (fault) {
      problems.push({ index, code: fault.code, message: fault.message, ...at(fault.pos[0]) });
      return;
    }
    const found = walk(document, at);
    if (found.problems.length > 0) {
      problems.push(...found.problems.map((problem) => ({ index, ...problem })));
      return;
    }
    const start = at(document.contents?.range?.[0]);
    try {
      const value = document.toJS({ maxAliasCount: 100 });
      if (value === null || value === undefined) return;
      produced += JSON.stringify(value).length;
      if (produced > OUTPUT_CHARACTERS_MAX) throw new Error("expands to more than 4 MiB");
      documents.push({ index, value, line: start.line, positions: found.positions });
    } catch (error) {
      problems.push({ index, ...explain(error, text, at, start) });
    }
  });
  return { documents, problems: problems.slice(0, PROBLEMS_MAX) };
}

parentPort.on("message", ({ id, text }) => {
  try {
    parentPort.postMessage({ id, ...read(text) });
  } catch (error) {
    const deep = error instanceof RangeError;
    const message = error instanceof Error ? error.message : String(error);
    parentPort.postMessage({
      id,
      documents: [],
      problems: [{ index: 0, code: deep ? "too_deep" : "unreadable", message, line: 1, column: 1 }],
    });
  }
});
parentPort.postMessage({ ready: true });
