import { inventCompany } from "../fixtures/company";
import { breakGithub, listRepositories } from "../fixtures/github-world";
import { look } from "../fixtures/look";
import { control, github, portal } from "../fixtures/product";
import { foundCompany } from "../fixtures/steps";
import { expect, test } from "../fixtures/test";

test("repositories that vanish all at once stay until somebody, or a second run, confirms it", async ({
  page,
}) => {
  const company = inventCompany("Loss", 12);
  const home = `${portal}/${company.slug}`;
  await foundCompany(page, company);
  const dialog = page.getByRole("dialog");
  const note = page.getByText(/GitHub's last answer missed 12 repositories/);
  const total = page.getByRole("navigation", { name: "Pages" });
  const entities = async () =>
    Number(/of ([\d,]+)/.exec((await total.textContent()) ?? "")?.[1]?.replace(",", ""));
  const readAgain = async () => {
    await page.goto(`${home}/settings/github`);
    await page.getByRole("button", { name: "Read again" }).click();
    await expect(page).toHaveURL(/\/setup\/progress\?run=/);
    await expect(page.getByRole("heading", { name: /is ready|could not|stopped|Nothing/ })).toBeVisible({
      timeout: 30_000,
    });
  };
  const missAll = () =>
    breakGithub({
      route: "GET /api/v3/installation/repositories",
      body: { total_count: 0, repositories: [] },
    });

  await page.goto(`${home}/catalog?kind=component`);
  const before = await entities();
  expect(before).toBeGreaterThanOrEqual(12);

  await test.step("GitHub's list is empty for once: nothing goes, and the page says what is held back", async () => {
    await missAll();
    await readAgain();
    await expect(note).toBeVisible();
    await page.goto(`${home}/catalog?kind=component`);
    await expect(note).toBeVisible();
    expect(await entities()).toBe(before);
    await page.getByText("What is held back").click();
    await expect(page.getByRole("listitem").filter({ hasText: company.org }).first()).toBeVisible();
    await look(page, "loss-held");
    await page.goto(home);
    await expect(note).toBeVisible();
  });

  await test.step("kept, it stays as it is", async () => {
    await page.getByRole("button", { name: "Keep" }).click();
    await expect(page.getByText("Everything stays")).toBeVisible();
    await expect(note).toHaveCount(0);
  });

  await test.step("let go, it becomes orphans, which come back when GitHub names them again", async () => {
    await missAll();
    await readAgain();
    await page.goto(`${home}/catalog?kind=component`);
    await page.getByRole("button", { name: "Confirm now" }).click();
    await look(page, "loss-confirm");
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(note).toHaveCount(0);
    await expect(page.getByText(/Nothing|No entities|0 entities/).first()).toBeVisible();
    await readAgain();
    await page.goto(`${home}/catalog?kind=component`);
    await expect.poll(entities).toBe(before);
  });

  await test.step("a choice made on GitHub is believed at its second run", async () => {
    const kept = (await listRepositories(company.org)).slice(0, 2).map(({ name }) => name);
    await control("POST", `${github}/_control/installations`, { account: company.org, repositories: kept });
    await expect(page.getByText(/GitHub's last answer missed 10 repositories/)).toBeVisible();
    expect(await entities()).toBe(before);
    await readAgain();
    await page.goto(`${home}/catalog?kind=component`);
    await expect(page.getByText(/GitHub's last answer missed/)).toHaveCount(0);
    await expect.poll(entities).toBeLessThan(before - 8);
  });
});
