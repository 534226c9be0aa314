import { describe, expect, it } from "vitest";
import { parseCatalogFile } from "./parse";
import { readYaml } from "./yaml-pool";

const good =
  "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: good\nspec: {type: service, lifecycle: production, owner: a}\n";
const file = (text: string) => ({
  path: "catalog-info.yaml",
  sha: "1",
  sizeBytes: Buffer.byteLength(text),
  text,
});
const read = (text: string) => parseCatalogFile(file(text));

const bomb = Array.from(
  { length: 9 },
  (_, index) => `a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`).join(", ")}]\n`,
).join("");

describe("parseCatalogFile", () => {
  const broken: readonly (readonly [name: string, text: string, code: string, line: number])[] = [
    ["a tab", "kind: A\nmetadata:\n\tname: b\n", "tab_indent", 3],
    ["bad indentation", "kind: A\nmetadata:\n  name: b\n tags: []\n", "bad_indent", 4],
    ["a duplicate key", "kind: A\nspec:\n  owner: a\n  owner: b\n", "duplicate_key", 4],
    ["an unclosed quote", 'kind: "A\n', "unclosed", 2],
    ["an unclosed list", "tags: [a, b\n", "unclosed", 2],
    ["an unknown tag", 'a: 1\nrun: !!js/function "x"\n', "unknown_tag", 2],
    ["an alias without anchor", "a: *nowhere\n", "bad_alias", 1],
    ["a colon in a plain value", "description: this: that\n", "bad_yaml", 1],
    ["an alias bomb", `a0: &a0 [lol]\n${bomb}`, "alias_bomb", 1],
    ["a cycle", "a: &a\n  b: *a\n", "alias_bomb", 1],
    ["a list as key", "? [a, b]\n: 1\n", "bad_key", 1],
    [
      "a git-lfs pointer",
      "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
      "lfs_pointer",
      1,
    ],
    ["an HTML page", "<!DOCTYPE html><html></html>", "html", 1],
    ["nothing", "", "empty_file", 1],
    ["comments only", "# one\n\n# two\n---\n", "empty_file", 1],
  ];
  it.each(broken)("names cause, line and fix of %s", async (_name, text, code, line) => {
    const { documents, problems } = await read(text);
    expect(documents).toEqual([]);
    expect(problems[0]).toMatchObject({ code, at: { file: "catalog-info.yaml", line } });
    expect(problems[0]?.fix).not.toBe("");
    expect(problems[0]?.message).not.toContain("\n");
  });

  it("keeps the good documents beside a broken one, and their place among them", async () => {
    const { documents, problems } = await read(`${good}---\nkind: A\nkind: B\n---\n---\n${good}`);
    expect(documents.map(({ index, line }) => ({ index, line }))).toEqual([
      { index: 0, line: 1 },
      { index: 3, line: 11 },
    ]);
    expect(problems).toMatchObject([{ code: "duplicate_key", at: { line: 8 } }]);
  });

  it("knows on which line a field stands, or its nearest ancestor", async () => {
    const { documents } = await read(
      "kind: A\nmetadata:\n  annotations:\n    a.b/c: x\n  tags:\n    - one\n",
    );
    const at = (...path: (string | number)[]) => documents[0]?.positionOf(path).line;
    expect([
      at("kind"),
      at("metadata", "annotations", "a.b/c"),
      at("metadata", "tags", 0),
      at("metadata", "labels"),
      at("spec"),
    ]).toEqual([1, 4, 6, 2, 1]);
  });

  it.each([
    "\ufeffkind: A\n",
    "kind: A\r\n",
    "kind: A\r\nb: 1\r\n",
    '{"kind": "A"}',
    "%YAML 1.2\n---\nkind: A\n",
    "a: no\nb: 010\nc: 2020-01-01\n",
  ])("reads %j", async (text) => {
    const { documents, problems } = await read(text);
    expect({ count: documents.length, problems }).toEqual({ count: 1, problems: [] });
  });

  it("refuses what is too large, binary or was not given", async () => {
    const big = await read(`a: ${"x".repeat(600 * 1024)}`);
    expect(big.problems).toMatchObject([{ code: "too_large" }]);
    for (const problem of ["binary", "unreadable"] as const) {
      const { problems } = await parseCatalogFile({ path: "a", sha: "1", sizeBytes: 1, problem });
      expect(problems).toHaveLength(1);
    }
  });

  it("does not let files wait behind two that take long", { timeout: 20_000 }, async () => {
    const keys = (count: number) => Array.from({ length: count }, (_, index) => `key${index}: 1`).join("\n");
    const slow = keys(20_000);
    const ended: string[] = [];
    const note = (name: string, text: string) => readYaml(text).then(() => ended.push(name));
    // Two workers that have started, as after these, take the two slow ones at once.
    await Promise.all(Array.from({ length: 8 }, () => readYaml(keys(1_500))));
    await Promise.all([note("slow", slow), note("slow", slow), note("quick", good), note("quick", good)]);
    expect(ended).toEqual(["quick", "quick", "slow", "slow"]);
  });

  it("ends a file that costs too much, and goes on with the next", async () => {
    const deep = `${"[".repeat(20_000)}`;
    const wide = Array.from({ length: 40_000 }, (_, index) => `k${index}: 1`).join("\n");
    const results = await Promise.all([readYaml(wide, 5), read(deep), readYaml(wide, 5), read(good)]);
    expect(results[0].problems).toMatchObject([{ code: "timeout" }]);
    expect(results[1].problems).toHaveLength(1);
    expect(results[3].documents).toHaveLength(1);
  });
});
