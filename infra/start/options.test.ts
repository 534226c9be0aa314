import { expect, test } from "vitest";
import { readOptions } from "./options";

const env = (values: Readonly<Record<string, string>> = {}) => ({ NODE_ENV: "test" as const, ...values });

test("has defaults for all", () => {
  expect(readOptions([], env())).toMatchObject({
    port: 3000,
    fakesPortBase: 4101,
    fresh: false,
    demo: true,
    snapshots: [],
  });
});

test("honours PORT and PORTICO_DATA_DIR", () => {
  expect(readOptions([], env({ PORT: "3100", PORTICO_DATA_DIR: "/tmp/x" }))).toMatchObject({
    port: 3100,
    dataDir: "/tmp/x",
  });
});

test.each([
  [["--frehs"], {}, "--frehs"],
  [[], { PORT: "eighty" }, 'PORT is "eighty"'],
  [[], { PORT: "70000" }, 'PORT is "70000"'],
  [["--snapshot", "/nowhere"], {}, "/nowhere/org.json"],
])("names what is wrong with %j %j", (argv, values, text) => {
  expect(() => readOptions(argv, env(values))).toThrow(text);
});
