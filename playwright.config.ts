import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const system = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((file) =>
  existsSync(file),
);
const isRoot = process.getuid?.() === 0;

// The product runs already: `npm test` starts one on ports and data of its own and names it in PORTICO_URL.
export default defineConfig({
  testDir: "e2e",
  testMatch: ["journeys/**/*.spec.ts", "isolation/**/*.spec.ts"],
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 150_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  outputDir: "test-results/e2e",
  use: {
    baseURL: process.env.PORTICO_URL ?? "http://localhost:3000",
    headless: true,
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    screenshot: "only-on-failure",
    // Recording costs a fifth of the time; a failure leaves a screenshot and the page's outline anyhow.
    trace: process.env.TRACE ? "retain-on-failure" : "off",
    // Playwright's recorder is a download of its own.
    video: "off",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? system,
      args: [...(isRoot ? ["--no-sandbox"] : []), "--disable-dev-shm-usage", "--disable-gpu"],
    },
  },
});
