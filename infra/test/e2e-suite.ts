import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findFreePort, findFreeRange } from "../start/free-port";
import { clusterHomeOutside } from "../start/postgres";
import { startProduct } from "../start/product";
import { ROOT } from "../start/root.mjs";
import { STANDIN_PORTS } from "../start/standins";
import { runVisibly, type Suite, type SuiteResult } from "./suite";

// The journeys speak to stand-ins and to a database of their own, whatever the shell that runs them is set up for.
const OPERATORS =
  /^(GITHUB_|STRIPE_|SMTP_URL$|MAIL_FROM$|DATABASE_URL$|APP_DATABASE_URL$|PORTICO_|REDIS_URL$|HOST$)/;

/** Starts the product as `npm start` does, on data and ports of its own, and walks the journeys through it in Chromium. */
export function e2eSuite(browser: string): Suite {
  return {
    name: "journeys",
    run: async () => {
      const parent = mkdtempSync(path.join(tmpdir(), "portico-e2e-"));
      const dataDir = path.join(parent, "data");
      const fakesPortBase = await findFreeRange(STANDIN_PORTS);
      const options = {
        dataDir,
        port: await findFreePort(),
        fakesPortBase,
        fresh: false,
        demo: true,
        snapshots: [],
      };
      const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OPERATORS.test(name)));
      const product = await startProduct(options, { ...env, NODE_ENV: "production" }, (step, outcome) =>
        console.log(`· ${step}: ${outcome}`),
      );
      try {
        return await walk({ ...product.env, NODE_ENV: "test", CHROMIUM_PATH: browser }, product.logDir);
      } finally {
        await product.stop();
        const outside = clusterHomeOutside(dataDir);
        for (const dir of [parent, outside]) rmSync(dir, { recursive: true, force: true });
      }
    },
  };
}

async function walk(env: Readonly<Record<string, string>>, logDir: string): Promise<SuiteResult> {
  const file = path.join(ROOT, "test-results/e2e.json");
  rmSync(file, { force: true });
  const { code } = await runVisibly("@playwright/test/cli.js", ["test"], env);
  if (!existsSync(file))
    return {
      passed: 0,
      failed: 1,
      skipped: 0,
      failures: [`playwright ended with exit code ${code} and no report`],
    };
  const report: Report = JSON.parse(readFileSync(file, "utf8"));
  const failures = report.suites.flatMap(failedSpecs);
  if (code !== 0 && failures.length === 0)
    failures.push(`playwright ended with exit code ${code}; see above`);
  if (failures.length > 0)
    console.error(`The end of ${logDir}/web.log:\n${tail(path.join(logDir, "web.log"))}`);
  return { passed: report.stats.expected, failed: failures.length, skipped: report.stats.skipped, failures };
}

type Spec = { readonly title: string; readonly ok: boolean; readonly file: string };
type Group = { readonly specs?: readonly Spec[]; readonly suites?: readonly Group[] };
type Report = {
  readonly stats: { readonly expected: number; readonly skipped: number };
  readonly suites: readonly Group[];
};

function failedSpecs(group: Group): string[] {
  const own = (group.specs ?? []).filter((spec) => !spec.ok).map((spec) => `e2e/${spec.file}: ${spec.title}`);
  return [...own, ...(group.suites ?? []).flatMap(failedSpecs)];
}

const tail = (file: string) =>
  existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n").slice(-30).join("\n") : "";
