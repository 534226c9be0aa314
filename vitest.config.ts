import { defineConfig } from "vitest/config";

const roots = "{app,lib,workers,infra,e2e,prisma}";
const shared = {
  alias: { "@": import.meta.dirname },
};
// A fixed key for tests only; the product's own is generated at its first start.
const env = {
  PORTICO_SECRET: Buffer.alloc(32, 7).toString("base64"),
  LOG_LEVEL: "silent",
  PORTICO_TEST: "1",
};

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
          exclude: ["**/node_modules/**", "**/*.db.test.ts"],
          environment: "node",
          env,
        },
      },
      {
        resolve: shared,
        test: {
          name: "db",
          include: [`${roots}/**/*.db.test.ts`],
          environment: "node",
          env,
          globalSetup: ["infra/testing/db-setup.ts"],
          setupFiles: ["infra/testing/db-env.ts"],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
