import { describe, expect, it } from "vitest";
import { makeSnapshot } from "@/lib/testing/make-source";
import { factsOf } from "../derive/facts";
import { type RepositorySnapshotInput, repositorySnapshotSchema } from "../repository-snapshot";
import { readDeclared } from "./read-declared";

const component = (name: string, more = "") =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\nspec:\n  type: service\n  lifecycle: production\n  owner: a\n${more}`;
const location = (targets: readonly string[], more = "") =>
  `apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: all\nspec:\n${more}  targets:\n${targets.map((target) => `    - ${JSON.stringify(target)}\n`).join("")}`;

async function read(
  files: Readonly<Record<string, string>>,
  more: Partial<RepositorySnapshotInput> = {},
  unread: readonly string[] = [],
) {
  const snapshot = makeSnapshot("mono", files, more);
  const facts = factsOf(
    repositorySnapshotSchema.parse({
      ...snapshot,
      files: snapshot.files?.filter((file) => !unread.includes(file.path)),
    }),
  );
  const reading = await readDeclared(facts);
  return {
    reading,
    names: reading.declared
      .filter(({ entity }) => entity.kind !== "Location")
      .map(({ entity }) => entity.metadata.name)
      .sort(),
    problems: reading.problems.map(({ code, at }) => `${code} ${at.file}:${at.line}`),
  };
}

describe("Locations", () => {
  const files = {
    "services/pay/catalog-info.yaml": component("pay"),
    "services/pay/db.yaml": component("db"),
    "services/web/parts.yml": component("web"),
    "services/.hidden/catalog.yaml": component("hidden"),
    "other.txt": component("other"),
    "dir with space/a.yaml": component("spaced"),
  };
  it.each<readonly [target: string, names: readonly string[]]>([
    ["./services/pay/db.yaml", ["db"]],
    ["services/web/parts.yml", ["web"]],
    ["/services/web/parts.yml", ["web"]],
    [".\\services\\web\\parts.yml", ["web"]],
    ["./x/../other.txt", ["other"]],
    ["./dir%20with%20space/a.yaml", ["spaced"]],
    ["./dir with space/a.yaml", ["spaced"]],
    ["./services/*/*.y?ml", ["db"]],
    ["./services/*/*.{yaml,yml}", ["db", "web"]],
    ["./services/**", ["db", "web"]],
    ["./**/parts.*", ["web"]],
    ["services/.hidden/*.yaml", ["hidden"]],
    ["https://github.com/Acme/mono/blob/main/other.txt", ["other"]],
    ["https://github.com/acme/mono/raw/HEAD/other.txt?raw=true#L1", ["other"]],
    ["https://raw.githubusercontent.com/acme/mono/refs/heads/main/other.txt", ["other"]],
    ["https://github.com/acme/mono/blob/main/services/*/db.yaml", ["db"]],
  ])("%s is followed", async (target, names) => {
    const { names: found, problems } = await read({ ...files, "catalog-info.yaml": location([target]) });
    expect(found).toEqual([...new Set([...names, "pay"])].sort());
    expect(problems).toEqual([]);
  });

  it.each<readonly [target: string, code: string, severity: string]>([
    ["./nowhere.yaml", "location_missing", "error"],
    ["./nothing/*.yaml", "location_missing", "error"],
    ["../../etc/passwd", "location_outside", "error"],
    ["..%2f..%2fetc%2fpasswd", "location_outside", "error"],
    ["https://github.com/acme/other/blob/main/catalog-info.yaml", "location_outside", "warning"],
    ["https://gitlab.com/acme/mono/blob/main/other.txt", "location_outside", "error"],
    ["//evil.example/x", "location_outside", "error"],
    ["file:///etc/passwd", "location_outside", "error"],
    ["http://169.254.169.254/latest/meta-data", "location_outside", "error"],
    ["javascript:alert(1)", "location_outside", "error"],
    ["https://github.com/acme/mono/blob/develop/other.txt", "location_branch", "error"],
    ["https://ada:secret@github.com/acme/mono/blob/main/other.txt", "location_credentials", "error"],
    ["./catalog-info.yaml", "location_cycle", "warning"],
  ])("%s is refused with cause, line and fix", async (target, code, severity) => {
    const { reading } = await read({ ...files, "catalog-info.yaml": location(["./other.txt", target]) });
    expect(reading.problems).toMatchObject([{ code, severity, at: { file: "catalog-info.yaml", line: 8 } }]);
    expect(reading.problems[0]?.fix).not.toBe("");
    expect(JSON.stringify(reading.problems)).not.toContain("secret");
    expect(reading.declared.map(({ entity }) => entity.metadata.name)).toContain("other");
  });

  it("forgives a missing file that may be missing, and one that a cut tree may hide", async () => {
    const missing = ["./nowhere.yaml", "./nothing/*.yaml"];
    expect(
      (await read({ "catalog-info.yaml": location(missing, "  presence: optional\n") })).problems,
    ).toEqual([]);
    expect(
      (await read({ "catalog-info.yaml": location(missing) }, { treeTruncated: true })).problems,
    ).toEqual([]);
  });

  it("says which file was not read although it is there", async () => {
    const { problems } = await read({ ...files, "catalog-info.yaml": location(["./other.txt"]) }, {}, [
      "other.txt",
    ]);
    expect(problems).toEqual(["location_unread catalog-info.yaml:7"]);
  });

  it("follows ten Locations in a row and names the one where it stops", async () => {
    const chain = Array.from({ length: 100 }, (_, index): [string, string] => [
      index === 0 ? "catalog-info.yaml" : `${index}.yaml`,
      `${location([`./${index + 1}.yaml`]).replace("name: all", `name: l${index}`)}---\n${component(`c${index}`)}`,
    ]);
    const { names, problems } = await read(Object.fromEntries(chain));
    expect(names).toHaveLength(11);
    expect(problems).toEqual(["location_chain 10.yaml:7"]);
  });

  it("reads each file of a circle once and names the circle once", async () => {
    const { names, problems } = await read({
      "catalog-info.yaml": location(["./a.yaml", "./b.yaml"]),
      "a.yaml": `${location(["./b.yaml"]).replace("all", "la")}---\n${component("a")}`,
      "b.yaml": `${location(["catalog-info.yaml"]).replace("all", "lb")}---\n${component("b")}`,
    });
    expect(names).toEqual(["a", "b"]);
    expect(problems).toEqual(["location_cycle b.yaml:7"]);
  });

  it("bounds what one Location may name", async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => `./${index}.yaml`);
    expect((await read({ "catalog-info.yaml": location(many) })).problems).toEqual([
      "location_fanout catalog-info.yaml:6",
    ]);
    const globs = Array.from({ length: 60 }, (_, index) => `./${index}/*.yaml`);
    expect((await read({ "catalog-info.yaml": location(globs) })).problems).toEqual([
      "location_fanout catalog-info.yaml:6",
    ]);
  });
});

describe("placeholders", () => {
  const api = (definition: string) =>
    `apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata:\n  name: rest\nspec:\n  type: openapi\n  lifecycle: production\n  owner: a\n  definition:\n    ${definition}\n`;
  const files = {
    "api/openapi.yaml": "openapi: 3.0.3\npaths: {}\n",
    "broken.json": "{",
    "two.yaml": "a: 1\n---\nb: 2\n",
  };

  it.each([
    "./api/openapi.yaml",
    "/api/openapi.yaml",
    "x/../api/openapi.yaml",
    "https://github.com/acme/mono/blob/main/api/openapi.yaml",
  ])("puts in the text of %s", async (target) => {
    const { reading } = await read({ ...files, "catalog-info.yaml": api(`$text: ${target}`) });
    expect(reading.problems).toEqual([]);
    expect(reading.declared[0]?.entity.spec?.definition).toBe(files["api/openapi.yaml"]);
  });

  it("puts JSON and YAML in as values, anywhere in the entity, and leaves what only looks like a placeholder", async () => {
    const { reading } = await read({
      "catalog-info.yaml":
        `${component("x", "  data: {$json: ./data.json}\n  schema: {$ref: '#/a', $text: no}\n  odd: {$text: 5}\n")}`.replace(
          "metadata:",
          "metadata:\n  links: {$yaml: links.yaml}",
        ),
      "data.json": '{"a": [1, {"$text": "./left-alone"}]}',
      "links.yaml": "- url: https://a.example\n",
    });
    expect(reading.problems).toEqual([]);
    expect(reading.declared[0]?.entity).toMatchObject({
      metadata: { links: [{ url: "https://a.example" }] },
      spec: {
        data: { a: [1, { $text: "./left-alone" }] },
        schema: { $ref: "#/a", $text: "no" },
        odd: { $text: 5 },
      },
    });
  });

  it.each([
    ["$text: ./nowhere.yaml", "placeholder_missing"],
    ["$text: ../../etc/passwd", "placeholder_outside"],
    ["$text: http://169.254.169.254/latest", "placeholder_outside"],
    ["$text: https://github.com/acme/other/blob/main/openapi.yaml", "placeholder_outside"],
    ["$text: https://github.com/acme/mono/blob/develop/api/openapi.yaml", "placeholder_branch"],
    ["$text: https://x:secret@github.com/acme/mono/blob/main/api/openapi.yaml", "placeholder_credentials"],
    ["$json: ./broken.json", "placeholder_broken"],
    ["$yaml: ./two.yaml", "placeholder_broken"],
  ])("refuses %s with its cause and line", async (definition, code) => {
    const { reading } = await read({ ...files, "catalog-info.yaml": api(definition) });
    expect(reading.problems).toMatchObject([{ code, at: { file: "catalog-info.yaml", line: 9 } }]);
    expect(reading.declared).toEqual([]);
    expect(JSON.stringify(reading.problems)).not.toContain("secret");
  });

  it("stops where many documents put in one large file", async () => {
    const { reading } = await read({
      "catalog-info.yaml": Array.from({ length: 60 }, (_, index) =>
        api("$text: ./large.yaml").replace("rest", `r${index}`),
      ).join("---\n"),
      "large.yaml": "x".repeat(400_000),
    });
    expect(reading.declared).toHaveLength(20);
    expect(reading.problems[0]).toMatchObject({ code: "placeholder_limit" });
  });
});
