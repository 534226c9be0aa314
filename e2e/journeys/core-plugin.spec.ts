import { inventCompany } from "../fixtures/company";
import { createRepository } from "../fixtures/github-world";
import { look } from "../fixtures/look";
import { portal, webProcess } from "../fixtures/product";
import { enablePlugin, foundCompany } from "../fixtures/steps";
import { expect, test } from "../fixtures/test";

const CARD_WITHIN_MS = 5_000;
const plugins = [
  { id: "github-actions", title: "GitHub Actions" },
  { id: "github-pull-requests", title: "GitHub Pull Requests" },
] as const;

test("an owner enables a core plugin, and its card comes up on a page that is open already", async ({
  page,
  context,
}) => {
  const company = inventCompany("Core", 6);
  await createRepository(company.org, "payments", {
    "go.mod": "module example.com/payments\n\ngo 1.24\n",
    "main.go": "package main\n\nfunc main() {}\n",
    Dockerfile: "FROM golang:1.24\n",
    ".github/workflows/ci.yml":
      "name: CI\non: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: go test ./...\n",
  });
  await foundCompany(page, company);
  const pid = await webProcess();

  const entity = await context.newPage();
  await entity.goto(`${portal}/${company.slug}/catalog/component/default/payments`);
  await expect(entity.getByText("No plugin is on")).toBeVisible();

  await test.step("the marketplace shows what there is and what it costs", async () => {
    await page.goto(`${portal}/${company.slug}/marketplace`);
    await expect(page.getByRole("heading", { name: "SonarQube" })).toBeVisible();
    await look(page, "marketplace");
    await page.getByRole("link", { name: "GitHub Actions" }).click();
    await expect(page.getByText("Verified by")).toBeVisible();
    await look(page, "plugin-page");
  });

  for (const plugin of plugins) {
    await enablePlugin(page, company.slug, plugin);
    await test.step(`the card of ${plugin.title} is there within five seconds, from the same process`, async () => {
      const card = entity.locator(`[data-plugin="${plugin.id}"]`);
      await expect(card).toBeVisible({ timeout: CARD_WITHIN_MS });
      await expect(card).toContainText("payments");
      expect(await webProcess()).toBe(pid);
    });
  }
  await look(entity, "entity-with-plugins");

  await test.step("a plugin that is switched off leaves the page", async () => {
    await page.goto(`${portal}/${company.slug}/settings/plugins`);
    await look(page, "settings-plugins");
    await page
      .getByRole("listitem")
      .filter({ hasText: "GitHub Pull Requests" })
      .getByRole("button", { name: "Switch off" })
      .click();
    await expect(entity.locator('[data-plugin="github-pull-requests"]')).toBeHidden({
      timeout: CARD_WITHIN_MS,
    });
    await expect(entity.locator('[data-plugin="github-actions"]')).toBeVisible();
  });
});
