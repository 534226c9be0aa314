import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeSnapshot } from "@/lib/testing/make-source";
import { buildRepository } from "../build-repository";
import { decideVerdict } from "../decide-verdict";
import { NOBODY } from "../derive/derive-owner";
import { repositorySnapshotSchema } from "../repository-snapshot";

const head = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: a\n";
const spec = "spec:\n  type: service\n  lifecycle: production\n  owner: a\n";
const many = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join("\n");

async function verdictOf(text: string) {
  const built = await buildRepository(
    repositorySnapshotSchema.parse(makeSnapshot("bad", { "catalog-info.yaml": text })),
    NOBODY,
    [],
  );
  return decideVerdict(built, [], new Set());
}

/** Files Backstage refuses too: each costs its own repository a verdict with cause, line and fix, and nobody else anything. */
const REFUSED: readonly (readonly [name: string, text: string])[] = [
  ["a deep flow", `${"[".repeat(20_000)}`],
  ["a deep block", many(3_000, (index) => `${" ".repeat(index % 100)}a:`)],
  ["20,000 keys, one twice", `${many(20_000, (index) => `k${index}: 1`)}\nk7: 2`],
  ["10,000 tags", `${head}  tags: [${many(10_000, (index) => `T${index}`).replaceAll("\n", ", ")}]\n${spec}`],
  ["half a megabyte of one word", "a".repeat(500_000)],
  ["a nested merge", "a: &a {b: 1}\nc:\n  <<: *a\n"],
  ["!!omap with a twin", "!!omap\n- a: 1\n- a: 2\n"],
  ["!!binary", `${head}  title: !!binary "aGk="\n${spec}`],
  ["Norway as name", `${head.replace("name: a", "name: false")}${spec}`],
  ["an octal-looking name", `${head.replace("name: a", "name: 0o10")}${spec}`],
  ["a name of spaces", `${head.replace("name: a", "name: '  '")}${spec}`],
  ["a homoglyph name", `${head.replace("name: a", "name: p\u0430y")}${spec}`],
  ["an RTL override", `${head.replace("name: a", 'name: "a\\u202Eb"')}${spec}`],
  ["a zero-width space", `${head.replace("name: a", 'name: "a\\u200Bb"')}${spec}`],
  ["a lone surrogate", `${head.replace("name: a", 'name: "\\uD800"')}${spec}`],
  ["NUL in a value", `${head}  description: "a\\0b"\n${spec}`],
  ["half a surrogate pair in a key", `${head}${spec}  "x\\uDC00": 1\n`],
  ["log forging", `${head.replace("name: a", 'name: "a\\r\\nERROR forged"')}${spec}`],
  ["path traversal as namespace", `${head}  namespace: ../..\n${spec}`],
  ["a list of entities", `- ${head.replaceAll("\n", "\n  ")}`],
  ["a reference to nothing", `${head}spec: {type: a, lifecycle: b, owner: "group:/"}\n`],
  ["a huge name", `${head.replace("name: a", `name: ${"x".repeat(10_000)}`)}${spec}`],
  ["prototype keys", `${head}  annotations:\n    __proto__: x\n${spec}`],
];

describe("hostile descriptors", { timeout: 30_000 }, () => {
  it.each(REFUSED)("%s is one repository's problem", async (_name, text) => {
    const verdict = await verdictOf(text);
    expect(verdict).toMatchObject({ verdict: "failed", file: "catalog-info.yaml" });
    expect(verdict.line).toBeGreaterThan(0);
    expect(verdict.fix).toBeTruthy();
    const shown = JSON.stringify(verdict);
    expect(shown.length).toBeLessThan(2_500);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that they are absent is the promise
    expect(`${verdict.message}${verdict.summary}`).not.toMatch(/[\u0000-\u001f\u200b\u202e\ud800]/);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it.each([
    ["a script link", `${head}  links: [{url: "javascript:alert(1)"}]\n${spec}`],
    [
      "HTML, SQL and templates as text",
      `${head}  description: "<svg onload=x> ' OR 1=1 -- \${x} {{y}} =cmd"\n${spec}`,
    ],
    [
      "an owner that is itself",
      `${head}spec: {type: a, lifecycle: b, owner: "component:a", subcomponentOf: a}\n`,
    ],
  ])("%s is data like any other", async (_name, text) => {
    expect(await verdictOf(text)).toMatchObject({ verdict: "ingested" });
  });

  it("never throws, whatever the file holds", async () => {
    const line = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom(
        "---",
        "a: &a",
        "  b: *a",
        "kind: Component",
        "metadata:",
        "  name: x",
        "spec:",
        "  - ",
        "\t",
        "{",
        "]",
        '"',
        "? ",
        "!!x y",
        "%YAML 1.3",
        "|",
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
        const verdict = await verdictOf(lines.join("\n"));
        expect(["derived", "failed", "ingested"]).toContain(verdict.verdict);
      }),
      { numRuns: 300 },
    );
  });
});
