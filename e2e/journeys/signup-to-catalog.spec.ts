import { inventCompany } from "../fixtures/company";
import { createRepository, listRepositories } from "../fixtures/github-world";
import { look } from "../fixtures/look";
import { portal } from "../fixtures/product";
import { installGitHubApp, linkMailedTo, waitForCatalog } from "../fixtures/steps";
import { expect, test } from "../fixtures/test";

const broken = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n\tname: broken-by-a-tab\n";

test("a company signs up, connects GitHub and sees its catalog", async ({ page }) => {
  const company = inventCompany("Signup", 24);
  await createRepository(company.org, "broken-by-a-tab", {
    "catalog-info.yaml": broken,
    "go.mod": "module example.com/broken\n",
  });

  await test.step("the company's name makes its address", async () => {
    await page.goto(`${portal}/sign-up`);
    await page.getByLabel("Company", { exact: true }).fill(company.name);
    await expect(page.getByLabel("Address of your portal")).toHaveValue(
      company.name.toLowerCase().replaceAll(" ", "-"),
    );
    await page.getByLabel("Address of your portal").fill(company.slug);
    await expect(page.getByText(`${company.slug} is free`)).toBeVisible();
    await look(page, "sign-up");
  });

  await test.step("what was typed survives a reload, once it was sent", async () => {
    await page.getByLabel("Your work e-mail").fill(company.owner);
    await page.getByRole("button", { name: "E-mail me a link" }).click();
    await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
    await look(page, "check-mail");
    await page.goto(`${portal}/sign-up`);
    await expect(page.getByLabel("Company", { exact: true })).toHaveValue(company.name);
  });

  await test.step("the mailed link leads to the second step", async () => {
    const link = await linkMailedTo(company.owner);
    await page.goto(link);
    await expect(page).toHaveURL(`${portal}/${company.slug}/setup/github`);
    await expect(page.getByText(/Business trial: 14 days left/)).toBeVisible();
    await look(page, "connect-github");
    await page.goto(`${portal}/${company.slug}`);
    await look(page, "home-empty");
    await page.getByRole("link", { name: "Continue set-up" }).click();
  });

  await installGitHubApp(page, company.org);

  await test.step("the progress page is kept across a reload", async () => {
    await expect(page.getByRole("progressbar", { name: "Repositories with a verdict" })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("progressbar", { name: "Repositories with a verdict" })).toBeVisible();
  });

  await waitForCatalog(page, company.org);

  await test.step("every repository has a verdict, and the broken one says where and how to fix it", async () => {
    const repositories = await listRepositories(company.org);
    await expect(
      page.getByRole("img", { name: new RegExp(`^${repositories.length} repositories: `) }),
    ).toHaveAccessibleName(/^(?!.*(waiting|being read))/);
    await expect(page.getByText("catalog-info.yaml:4")).toBeVisible();
    await look(page, "progress-done");

    await page.goto(`${portal}/${company.slug}/repositories`);
    await expect(page.getByRole("navigation", { name: "Pages" })).toContainText(
      `of ${repositories.length} repositories`,
    );
    await expect(page.getByRole("row")).toHaveCount(repositories.length + 1);
    const row = page.getByRole("row").filter({ hasText: "broken-by-a-tab" });
    await expect(row).toContainText("catalog-info.yaml:4");
    await expect(row).toContainText("Fix:");
    await look(page, "repositories");
  });

  await test.step("the catalog has a component for each of them", async () => {
    await page.goto(`${portal}/${company.slug}/catalog?kind=component`);
    const rows = page.getByRole("table", { name: "Entities of the catalog" }).getByRole("row");
    await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(24);
    await look(page, "catalog");
    await page.goto(`${portal}/${company.slug}`);
    await expect(page.getByRole("heading", { name: company.name })).toBeVisible();
    await expect(page.getByRole("link", { name: /(repository|repositories) failed/ })).toBeVisible();
    await look(page, "home");
  });

  await test.step("an address that is taken is refused while it is typed", async () => {
    await page.goto(`${portal}/sign-up`);
    await page.getByLabel("Company", { exact: true }).fill("Somebody else");
    await page.getByLabel("Address of your portal").fill(company.slug);
    await expect(page.getByRole("button", { name: /^Use / })).toBeVisible();
  });
});

test("the founder may come by GitHub instead of e-mail", async ({ page }) => {
  const company = inventCompany("Githubber", 3);
  await page.goto(`${portal}/sign-up`);
  await page.getByLabel("Company", { exact: true }).fill(company.name);
  await page.getByLabel("Address of your portal").fill(company.slug);
  await page.getByRole("button", { name: "Continue with GitHub" }).click();
  await page.getByRole("button", { name: "@mallory " }).click();
  await page.getByRole("button", { name: "Authorize Portico" }).click();
  await expect(page).toHaveURL(`${portal}/${company.slug}/setup/github`);
});
