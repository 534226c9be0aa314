import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "vitest/config";

const FOLDERS = ["app", "lib", "workers", "infra", "e2e", "prisma"];
const roots = `{${FOLDERS.join(",")}}`;
const shared = {
  alias: { "@": import.meta.dirname },
};
// A fixed key for tests only; the product's own is generated at its first start.
const env = {
  PORTICO_SECRET: Buffer.alloc(32, 7).toString("base64"),
  LOG_LEVEL: "silent",
  PORTICO_TEST: "1",
};
const withDatabase = {
  environment: "node",
  env,
  globalSetup: ["infra/testing/db-setup.ts"],
  setupFiles: ["infra/testing/db-env.ts"],
  testTimeout: 20_000,
  hookTimeout: 30_000,
};

// Configuration is read from the environment once a process, so files that set it have one each. The others share theirs:
// loading the product anew for every file was half of the suite's time (2026-11-26).
const configuring = FOLDERS.flatMap((folder) =>
  readdirSync(path.join(import.meta.dirname, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.test\.tsx?$/.test(file))
    .map((file) => path.posix.join(folder, file.replaceAll(path.sep, "/"))),
).filter((file) => /process\.env|stubEnv/.test(readFileSync(path.join(import.meta.dirname, file), "utf8")));

export default defineConfig({
  resolve: shared,
  test: {
    maxWorkers: 2,
    projects: [
      {
        resolve: shared,
        test: {
          name: "unit",
          include: [`${roots}/**/*.test.{ts,tsx}`],
          exclude: ["**/node_modules/**", "**/*.db.test.ts", ...configuring],
          environment: "node",
          env,
          isolate: false,
        },
      },
      {
        resolve: shared,
        test: {
          ...withDatabase,
          name: "db",
          include: [`${roots}/**/*.db.test.ts`],
          exclude: ["**/node_modules/**", ...configuring],
          isolate: false,
        },
      },
      {
        resolve: shared,
        test: { ...withDatabase, name: "configuring", include: configuring },
      },
    ],
  },
});
