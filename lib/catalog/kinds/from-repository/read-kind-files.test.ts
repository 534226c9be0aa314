import { expect, it } from "vitest";
import { KIND_FILES_MAX } from "../../ingest/file-interest";
import { snapshotFile } from "../../ingest/repository-snapshot";
import { readKindFiles } from "./read-kind-files";

const read = (files: Readonly<Record<string, string | undefined>>, complete = true) =>
  readKindFiles(
    {
      kindFiles: { folder: "k", paths: Object.keys(files), complete },
      files: Object.entries(files).flatMap(([path, text]) =>
        text === undefined ? [] : [snapshotFile(path, "1", text.length, text)],
      ),
    },
    new Map(),
  );
const one = (kind: string) => `kind: ${kind}\napiVersions: [a.b/v1]\n`;

it("reads YAML and JSON, several definitions of a file, and the good ones beside a broken one", async () => {
  const { definitions, problems, broken } = await read({
    "k/a.json": JSON.stringify({ kind: "Vault", apiVersions: ["a.b/v1"] }),
    "k/b.yml": `${one("Vendor")}---\nkind: Broken\n---\n${one("Bond")}`,
  });
  expect(definitions.map(({ file, definition }) => [file, definition.kind])).toEqual([
    ["k/a.json", "Vault"],
    ["k/b.yml", "Vendor"],
    ["k/b.yml", "Bond"],
  ]);
  expect(problems).toMatchObject([{ severity: "error", at: { file: "k/b.yml", line: 4 } }]);
  expect([...broken]).toEqual(["k/b.yml"]);
});

it("names the line of a field inside a schema, also below a key with dots", async () => {
  const { problems } = await read({
    "k/a.yaml": `${one("Vault")}annotations:\n  properties:\n    acme.example/tier:\n      type: text\n`,
  });
  expect(problems).toMatchObject([
    { at: { line: 6 }, message: expect.stringContaining("must be one of string") },
  ]);
});

it("says what was not read, and that there are more files than are read", async () => {
  const many = Object.fromEntries(
    Array.from({ length: KIND_FILES_MAX }, (_, at) => [
      `k/${String(at).padStart(3, "0")}.yaml`,
      one(`K${at}`),
    ]),
  );
  const { problems } = await read({ ...many, "k/000.yaml": undefined }, false);
  expect(problems).toMatchObject([
    { code: "not_fetched", at: { file: "k/000.yaml" } },
    { severity: "warning", at: { file: `k/0${KIND_FILES_MAX - 1}.yaml` } },
  ]);
});
