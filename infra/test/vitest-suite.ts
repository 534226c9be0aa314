import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../start/root.mjs";
import { runVisibly, type Suite, type SuiteResult } from "./suite";

type Report = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
};

/** Unit tests and those with a database, in one run of Vitest. */
export function vitestSuite(env: Readonly<Record<string, string | undefined>>): Suite {
  return {
    name: "unit and database tests",
    run: async () => {
      const file = path.join(ROOT, "test-results/vitest.json");
      const { code } = await runVisibly(
        "vitest/vitest.mjs",
        ["run", "--reporter=dot", "--reporter=json", `--outputFile.json=${file}`],
        env,
      );
      if (!existsSync(file))
        return { passed: 0, failed: 1, skipped: 0, failures: ["vitest ended without a report"] };
      return read(JSON.parse(readFileSync(file, "utf8")), code);
    },
  };
}

function read(report: Report, code: number): SuiteResult {
  const failures = report.testResults.flatMap((file) => {
    const name = path.relative(ROOT, file.name);
    const failed = file.assertionResults
      .filter((test) => test.status === "failed")
      .map((test) => `${name}: ${test.fullName}`);
    // A file that breaks while it is loaded has no tests to count, and counts as one.
    return failed.length === 0 && file.status === "failed"
      ? [`${name}: ${file.message?.split("\n")[0] ?? "cannot be run"}`]
      : failed;
  });
  if (code !== 0 && failures.length === 0) failures.push(`vitest ended with exit code ${code}; see above`);
  return {
    passed: report.numPassedTests,
    failed: failures.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
  };
}
