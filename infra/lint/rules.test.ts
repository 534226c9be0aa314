import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../start/root.mjs";
import { resolveTool } from "../start/run";

type Planted = { readonly file: string; readonly code: string; readonly rule: string };

// A linter's rule that is misspelt or out of reach says nothing, which reads like "all is well".
const REFUSED: readonly Planted[] = [
  {
    file: "lib/demo/list.ts",
    code: "export const list = (db: Db) => db.entity.findMany({});",
    rule: "Queries live in store/",
  },
  {
    file: "app/demo/page-data.ts",
    code: "export const list = (tx: Db) => tx.entity.count();",
    rule: "Queries live in store/",
  },
  {
    file: "lib/demo/orm.ts",
    code: "export const list = (db: Db) => db.orm.entity.findMany({});",
    rule: "Queries live in store/",
  },
  {
    file: "lib/demo/sql.ts",
    code: 'export const list = (db: Db) => db.sql("SELECT 1");',
    rule: "Queries live in store/",
  },
  { file: "lib/demo/some.test.ts", code: 'vi.mock("./other");', rule: "Pass the collaborator" },
  { file: "lib/demo/any.ts", code: "export const x = (y: any) => y;", rule: "noExplicitAny" },
  {
    file: "lib/demo/bang.ts",
    code: "export const x = (y?: string) => y!.length;",
    rule: "noNonNullAssertion",
  },
  { file: "lib/demo/env.ts", code: "export const x = process.env.HOME;", rule: "noProcessEnv" },
  { file: "workers/demo/console.ts", code: 'console.log("x");', rule: "noConsole" },
  { file: "lib/demo/default.ts", code: "export default function x() {}", rule: "noDefaultExport" },
  { file: "lib/demo/all.ts", code: 'export * from "./any";', rule: "noReExportAll" },
  { file: "lib/demo/camelCase.ts", code: "export const x = 1;", rule: "useFilenamingConvention" },
  { file: "lib/demo/only.test.ts", code: 'test.only("x", () => {});', rule: "noFocusedTests" },
];

const ALLOWED: readonly Omit<Planted, "rule">[] = [
  { file: "lib/demo/store/demo-store.ts", code: "export const list = (db: Db) => db.entity.findMany({});\n" },
  { file: "lib/platform/config/demo.ts", code: "export const x = process.env.HOME;\n" },
  { file: "app/demo/page.tsx", code: "export default function Page() {\n  return null;\n}\n" },
  { file: "infra/demo/tool.ts", code: "console.log(process.env.HOME);\n" },
];

describe("the linter's walls", () => {
  let root = "";
  beforeAll(() => {
    root = mkdtempSync(path.join(tmpdir(), "portico-lint-"));
    for (const entry of ["biome.json", "infra/lint"])
      cpSync(path.join(ROOT, entry), path.join(root, entry), { recursive: true });
    symlinkSync(path.join(ROOT, "node_modules"), path.join(root, "node_modules"));
    execFileSync("git", ["init", "-q"], { cwd: root });
    writeFileSync(path.join(root, ".gitignore"), "node_modules\n");
    for (const { file, code } of [...REFUSED, ...ALLOWED]) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), code);
    }
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  function lint(file: string): string {
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [resolveTool("@biomejs/biome/bin/biome"), "lint", "--diagnostic-level=error", file],
      {
        cwd: root,
        encoding: "utf8",
      },
    );
    return stdout + stderr;
  }

  test.each(REFUSED)("refuse $file: $rule", ({ file, rule }) => {
    expect(lint(file)).toContain(rule);
  });

  test.each(ALLOWED)("let $file pass", ({ file }) => {
    expect(lint(file)).not.toContain("×");
  });
});
