import { chromium, expect, type Page } from "@playwright/test";
import { z } from "zod";
import { inventCompany } from "../fixtures/company";
import { endTrialOf } from "../fixtures/database";
import { forgetRequests } from "../fixtures/github-world";
import { control, github, portal, readRuntime, stripe } from "../fixtures/product";
import { enablePlugin, installGitHubApp, signUpByEmail, waitForCatalog } from "../fixtures/steps";
import { listEvents, resendEvent } from "../fixtures/stripe-events";
import { launchOptions } from "./browser";
import { report } from "./report";
import { measureYardstick } from "./yardstick";

const seconds = (begun: number) => (performance.now() - begun) / 1000;

/** Sign-up to catalog, requests to GitHub, plugin to card and payment to gate, against the product of PORTICO_URL. */
export async function benchOnboarding(repositories: number): Promise<void> {
  const yardstick = await measureYardstick(readRuntime().env.DATABASE_URL ?? "");
  const browser = await chromium.launch(launchOptions());
  try {
    const page = await (await browser.newContext()).newPage();
    const company = inventCompany("Bench", repositories);
    await forgetRequests();

    const begun = performance.now();
    await signUpByEmail(page, company);
    await installGitHubApp(page, company.org);
    const reading = performance.now();
    await waitForCatalog(page, company.org, 600_000);
    const detail = { repositories, readingSeconds: Math.round(seconds(reading) * 100) / 100 };
    report(
      { name: "onboarding.signup-to-catalog", value: seconds(begun), unit: "s", limit: 60, detail },
      yardstick,
    );
    report(
      { name: "onboarding.github-requests", ...(await discoveryRequests()), unit: "requests", limit: 12 },
      yardstick,
    );

    const cards = await timeCards(page, company.slug);
    report(
      {
        name: "onboarding.plugin-to-card",
        value: Math.max(...cards),
        unit: "s",
        limit: 5,
        detail: { samples: cards },
      },
      yardstick,
    );

    const gates = await timeGate(page, company);
    report({ name: "onboarding.webhook-to-gate", value: gates, unit: "s", limit: 2 }, yardstick);
  } finally {
    await browser.close();
  }
}

// Tokens minted by the App and the owner's proof are no part of discovery; they are in the detail.
async function discoveryRequests(): Promise<{ readonly value: number; readonly detail: object }> {
  const schema = z.object({
    byCaller: z.record(z.string(), z.number()),
    byRoute: z.record(z.string(), z.number()),
  });
  const { byCaller, byRoute } = schema.parse(await control("GET", `${github}/_control/requests`));
  const value = Object.entries(byCaller).reduce(
    (sum, [who, count]) => sum + (who.startsWith("installation:") ? count : 0),
    0,
  );
  return { value, detail: { byCaller, byRoute } };
}

/** Seconds from "Agree and enable" to the card on a page that is open already. */
async function timeCards(page: Page, slug: string): Promise<readonly number[]> {
  const list = await page.request.get(`${portal}/api/${slug}/catalog/entities?filter=kind=component&limit=1`);
  const [first] = z.array(z.object({ metadata: z.object({ name: z.string() }) })).parse(await list.json());
  const entity = await page.context().newPage();
  await entity.goto(`${portal}/${slug}/catalog/component/default/${first?.metadata.name}`);
  const times: number[] = [];
  for (const plugin of [
    { id: "github-actions", title: "GitHub Actions" },
    { id: "github-pull-requests", title: "GitHub Pull Requests" },
  ]) {
    let agreed = 0;
    const card = entity.locator(`[data-plugin="${plugin.id}"]`);
    const seen = card.waitFor({ timeout: 120_000 }).then(() => performance.now());
    await enablePlugin(page, slug, plugin, () => {
      agreed = performance.now();
    });
    times.push(Math.round(((await seen) - agreed) / 10) / 100);
  }
  await entity.close();
  return times;
}

/** Seconds from Stripe's event to the open gate, with nobody's browser helping: the buyer never comes back. */
async function timeGate(
  page: Page,
  company: { readonly slug: string; readonly name: string },
): Promise<number> {
  await endTrialOf(company.slug);
  const query = `${portal}/api/${company.slug}/plugins/sonarqube/queries/quality?entity=component:default/any`;
  expect((await page.request.get(query)).status()).toBe(402);
  await page.goto(`${portal}/${company.slug}/marketplace/sonarqube`);
  await page.getByRole("button", { name: "Upgrade to Team" }).click();
  await page.waitForURL((url) => url.origin === stripe);
  await control("POST", `${stripe}/_control/events`, { drop: true });
  const card = {
    cardNumber: "4242424242424242",
    cardExpiry: "12 / 34",
    cardCvc: "123",
    cardName: "Ada Obi",
    email: "",
  };
  await page.request.post(page.url(), { form: card, maxRedirects: 0 });
  await control("POST", `${stripe}/_control/events`, {});
  expect((await page.request.get(query)).status()).toBe(402);

  const events = await listEvents(company.name);
  const begun = performance.now();
  await resendEvent(events.at(-1) ?? "");
  while ((await page.request.get(query)).status() === 402) {
    if (seconds(begun) > 60) break;
  }
  return seconds(begun);
}
