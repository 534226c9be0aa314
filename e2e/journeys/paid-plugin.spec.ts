import { sonarqubeToken } from "../fakes/credentials";
import { inventCompany } from "../fixtures/company";
import { endTrialOf } from "../fixtures/database";
import { createRepository } from "../fixtures/github-world";
import { look } from "../fixtures/look";
import { portal, sonarqube, stripe, webProcess } from "../fixtures/product";
import { enablePlugin, foundCompany, payWith } from "../fixtures/steps";
import { listEvents, resendEvent } from "../fixtures/stripe-events";
import { expect, test } from "../fixtures/test";

const CARD_WITHIN_MS = 5_000;
const plugin = { id: "sonarqube", title: "SonarQube" } as const;

// Money: who has not paid must not get it, who has paid must, and nobody pays twice.
test("a plan gate, a declined card, a paid one, the card on the page, and cancelling", async ({
  page,
  context,
  browserConsole,
}) => {
  const company = inventCompany("Paying", 4);
  const home = `${portal}/${company.slug}`;
  await createRepository(company.org, "ledger", {
    "catalog-info.yaml":
      "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ledger\n  annotations:\n    sonarqube.org/project-key: acme_ledger\nspec:\n  type: service\n  lifecycle: production\n  owner: team-billing\n",
    "go.mod": "module example.com/ledger\n",
  });
  await foundCompany(page, company);
  await endTrialOf(company.slug);
  const pid = await webProcess();
  const query = `${portal}/api/${company.slug}/plugins/sonarqube/queries/quality?entity=component:default/ledger`;

  await test.step("on Free the page is locked and says what it takes", async () => {
    await page.goto(`${home}/marketplace/sonarqube`);
    await expect(page.getByText("Team", { exact: true }).first()).toBeVisible();
    await expect(page.getByText("$12 per seat and month")).toBeVisible();
    await expect(page.getByRole("button", { name: "Enable SonarQube" })).toHaveCount(0);
    await look(page, "plugin-locked");
  });

  await test.step("a machine gets 402 with plan, price and link", async () => {
    const answer = await page.request.get(query);
    expect(answer.status()).toBe(402);
    expect(await answer.json()).toMatchObject({
      error: {
        code: "feature_locked",
        details: { plan: "team", price: { amount: 1200 }, url: `${home}/marketplace/sonarqube` },
      },
    });
  });

  await test.step("a declined card stays on the payment page with the reason, and opens nothing", async () => {
    await page.getByRole("button", { name: "Upgrade to Team" }).click();
    await payWith(page, "4000000000000002");
    await expect(page.getByRole("alert")).toContainText("Your card was declined");
    expect((await page.request.get(query)).status()).toBe(402);
  });

  await test.step("a good card pays, and the gate is open on return", async () => {
    await payWith(page, "4242424242424242");
    await expect(page).toHaveURL(`${home}/marketplace/sonarqube`);
    await expect(page.getByRole("button", { name: "Enable SonarQube" })).toBeVisible();
  });

  const entity = await context.newPage();
  await entity.goto(`${home}/catalog/component/default/ledger`);
  await enablePlugin(page, company.slug, plugin);

  await test.step("its settings are tested before they are saved", async () => {
    await page.getByLabel("SonarQube address").fill(sonarqube);
    await page.getByLabel("Token").fill("wrong");
    await page.getByRole("button", { name: "Test connection" }).click();
    await expect(page.getByText(/does not accept the token/)).toBeVisible();
    await page.getByLabel("Token").fill(sonarqubeToken);
    await page.getByRole("button", { name: "Test connection" }).click();
    await expect(page.getByText(/answered and accepted the token/)).toBeVisible();
    await look(page, "plugin-settings");
    await page.getByRole("button", { name: "Save" }).click();
  });

  const card = entity.locator('[data-plugin="sonarqube"]');
  await test.step("the card is on the open page within five seconds, same process", async () => {
    await expect(card).toContainText("acme_ledger", { timeout: CARD_WITHIN_MS });
    expect(await webProcess()).toBe(pid);
    expect((await page.request.get(query)).status()).toBe(200);
  });

  await test.step("the billing page shows what is paid", async () => {
    await page.goto(`${home}/settings/billing`);
    await expect(page.getByText("Read from Stripe")).toBeVisible();
    await expect(page.getByRole("table", { name: "Invoices" }).getByRole("row")).toHaveCount(2);
    await look(page, "settings-billing");
  });

  await test.step("every event sent again, in any order, changes nothing", async () => {
    const events = await listEvents(company.name);
    expect(events.length).toBeGreaterThan(2);
    for (const id of [...events].reverse()) await resendEvent(id);
    await expect.poll(async () => (await page.request.get(query)).status()).toBe(200);
    await page.reload();
    await expect(page.getByRole("table", { name: "Invoices" }).getByRole("row")).toHaveCount(2);
  });

  await test.step("cancelled in Stripe's portal, the gate closes and the settings stay", async () => {
    await page.getByRole("button", { name: "Manage in Stripe" }).click();
    await page.waitForURL((url) => url.origin === stripe);
    await page.getByRole("button", { name: "Cancel now" }).click();
    await expect(page.getByText("Your subscription has been cancelled.")).toBeVisible();
    await expect(card).toBeHidden({ timeout: CARD_WITHIN_MS });
    await expect.poll(async () => (await page.request.get(query)).status()).toBe(402);
    await page.getByTestId("portal-return").click();
    await expect(page.getByText("The subscription has ended")).toBeVisible();
    await page.goto(`${home}/marketplace/sonarqube`);
    await expect(page.getByText("Its settings are kept and work again with the plan.")).toBeVisible();
    await look(page, "plugin-frozen");
  });

  await test.step("an old event that comes late does not open it again", async () => {
    for (const id of await listEvents(company.name)) await resendEvent(id);
    await page.goto(`${home}/settings/billing`);
    await page.getByRole("button", { name: "Sync now" }).click();
    await expect(page.getByText("Read from Stripe", { exact: true })).toBeVisible();
    expect((await page.request.get(query)).status()).toBe(402);
  });

  await test.step("paid again, it works with the settings it had", async () => {
    await page.goto(`${home}/marketplace/sonarqube`);
    await page.getByRole("button", { name: "Upgrade to Team" }).click();
    await payWith(page, "4242424242424242");
    await expect(page).toHaveURL(`${home}/marketplace/sonarqube`);
    await expect(card).toContainText("acme_ledger", { timeout: CARD_WITHIN_MS });
  });
  browserConsole.excuse(/status of 402/, "the stand-in's payment page answers a declined card with 402");
});
