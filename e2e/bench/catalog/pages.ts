import { chromium } from "@playwright/test";
import { portal } from "../../fixtures/product";
import { signInWithGitHub } from "../../fixtures/steps";
import { launchOptions } from "../browser";
import { type Bench, TENANT, tell } from "./bench";
import { ask } from "./load";

/** The entity page as a signed-in member gets it, beside the least the framework takes for a page: a public one. */
export async function benchPage(bench: Bench): Promise<void> {
  const browser = await chromium.launch(launchOptions());
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${portal}/${TENANT}/sign-in`);
    await signInWithGitHub(page, "ada");
    await page.waitForURL(`${portal}/${TENANT}`);
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
    const pages = bench.sample.names
      .slice(0, 50)
      .map((name) => ({ path: `/${TENANT}/catalog/component/default/${name}` }));
    const floor = await ask([{ path: "/pricing" }], {
      headers: {},
      concurrency: 8,
      seconds: 4,
      warmUpSeconds: 4,
    });
    tell(`catalog.public-page n=${bench.n} c=8`, floor, {}, bench.yardstick);
    // The budget is of a warm page, and a page framework takes its time.
    const load = await ask(pages, { headers: { cookie }, concurrency: 8, seconds: 8, warmUpSeconds: 8 });
    tell(`catalog.entity-page n=${bench.n} c=8`, load, { p95: 150 }, bench.yardstick);
  } finally {
    await browser.close();
  }
}
