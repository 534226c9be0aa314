import { inventCompany } from "../fixtures/company";
import { createRepository } from "../fixtures/github-world";
import { look } from "../fixtures/look";
import { control, github, portal } from "../fixtures/product";
import { foundCompany } from "../fixtures/steps";
import { expect, test } from "../fixtures/test";

const component = (name: string, description: string) => `# ours
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
  description: ${description}
spec:
  type: service
  lifecycle: production
  owner: team-billing # since 2021
`;

test("an editor corrects a value, an admin settles a conflict and brings an orphan back, and anybody asks why", async ({
  page,
}) => {
  const company = inventCompany("Trust", 10);
  const home = `${portal}/${company.slug}`;
  await createRepository(company.org, "ledger", {
    "catalog-info.yaml": component("ledger", "Keeps the books"),
  });
  await createRepository(company.org, "ledger-fork", {
    "catalog-info.yaml": component("ledger", "A copy of it"),
  });
  await createRepository(company.org, "tabbed", {
    "catalog-info.yaml": component("tabbed", "Broken").replace("  owner", "\towner"),
  });
  await foundCompany(page, company);
  const dialog = page.getByRole("dialog");

  await test.step("a value is edited with a reason, marked, and uncovered again", async () => {
    await page.goto(`${home}/catalog/component/default/ledger`);
    await page.getByRole("button", { name: /^Lifecycle ?: declared/ }).hover();
    await page.getByRole("button", { name: "Edit Lifecycle" }).click();
    await expect(dialog.getByText(/catalog-info\.yaml:9/)).toBeVisible();
    await look(page, "edit-field");
    await dialog.getByRole("textbox", { name: "Lifecycle" }).fill("deprecated");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog.getByText("Say in a few words why")).toBeVisible();
    await dialog.getByRole("textbox", { name: "Reason" }).fill("replaced by the new ledger");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByText("edited", { exact: true })).toBeVisible();
    await expect(page.getByRole("button", { name: /^Lifecycle ?: edited in the portal by/ })).toBeVisible();

    await page.getByRole("button", { name: "Edit Lifecycle" }).click();
    await expect(dialog.getByText("replaced by the new ledger")).toBeVisible();
    await look(page, "edit-overlay");
    await dialog.getByRole("button", { name: "Reset to what lies beneath" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByText("edited", { exact: true })).toHaveCount(0);
  });

  await test.step("what would not be valid is refused at the field; a file is changed by a patch while the App may only read", async () => {
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await dialog.getByLabel("Field").selectOption("metadata.tags");
    await dialog.getByRole("button", { name: "Next" }).click();
    await expect(dialog.getByRole("textbox", { name: "Tags" })).toBeFocused();
    await dialog.getByRole("textbox", { name: "Tags" }).fill("Not_Valid!");
    await expect(dialog.getByRole("textbox", { name: "Tags" })).toHaveValue("Not_Valid!");
    await page.keyboard.press("Escape");
    await dialog.getByRole("button", { name: "Keep editing" }).click();
    await expect(dialog.getByRole("textbox", { name: "Tags" })).toHaveValue("Not_Valid!");
    await dialog.getByRole("textbox", { name: "Reason" }).fill("more to find it by");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog.getByText(/is not valid/)).toBeVisible();
    await dialog.getByRole("textbox", { name: "Tags" }).fill("books, money");
    await dialog.getByRole("radio", { name: /Open a pull request/ }).check();
    await dialog.getByRole("button", { name: "Propose" }).click();
    await expect(dialog.getByText("The GitHub App may only read here")).toBeVisible();
    await expect(dialog.getByRole("region", { name: "The change as a patch" })).toContainText("+    - money");
    await look(page, "edit-patch");
    await dialog.getByRole("button", { name: "Close" }).first().click();
  });

  await test.step("two files claim one name: both are shown, an admin picks, and takes it back", async () => {
    await page.goto(`${home}/catalog/conflicts`);
    await expect(page.getByText("2 sources claim it")).toBeVisible();
    await expect(page.getByText("A copy of it")).toBeVisible();
    await look(page, "conflicts");
    const refused = page.getByRole("listitem").filter({ hasText: "Refused" });
    await refused.getByRole("button", { name: /^Let it count/ }).click();
    await dialog.getByRole("textbox", { name: "Reason" }).fill("the fork is the real one");
    await dialog.getByRole("button", { name: "Decide" }).click();
    await expect(page.getByText("Decided", { exact: true })).toBeVisible();
    await expect(page.getByText(/the fork is the real one/)).toBeVisible();
    await page.getByRole("button", { name: /Undo the decision/ }).click();
    await expect(page.getByText("Open", { exact: true })).toBeVisible();
  });

  await test.step("an admin keeps a kind to one repository, whose file counts from then on", async () => {
    await page.goto(`${home}/settings/github`);
    const who = page.getByRole("combobox", { name: /^Component \d+ declared in/ });
    await who.selectOption("Chosen repositories");
    const save = page.locator("#kinds").getByRole("button", { name: "Save" });
    await save.click();
    await expect(page.getByText("Name a repository that may declare Component")).toBeVisible();
    const box = page.getByRole("combobox", { name: "Repository that may declare Component" });
    await box.fill("ledger");
    await box.press("Enter");
    await expect(page.getByText(/^2 repositories have “ledger” in their names/)).toBeVisible();
    await box.fill("ledger-f");
    await box.press("Enter");
    await expect(page.getByText(`${company.org}/ledger-fork`, { exact: true })).toBeVisible();
    await look(page, "settings-kind-rules");
    await save.click();
    await expect(page.getByText("Saved. The repositories it concerns are read again.")).toBeVisible();
    await expect(async () => {
      await page.goto(`${home}/catalog/component/default/ledger`);
      await expect(page.getByText("A copy of it").first()).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 30_000 });
    await page.goto(
      `${home}/repositories/explain?url=${encodeURIComponent(`${github}/${company.org}/ledger`)}`,
    );
    await expect(page.getByText(/may not declare entities of kind Component/).first()).toBeVisible();
    await page.goto(`${home}/settings/github`);
    await who.selectOption("Every repository");
    await save.click();
    await expect(page.getByText("Saved. The repositories it concerns are read again.")).toBeVisible();
  });

  await test.step("a pasted address answers with the line and the fix", async () => {
    await page.goto(`${home}/repositories/explain`);
    await look(page, "explain-empty");
    const box = page.getByRole("textbox", { name: "Address, reference or name" });
    await box.fill(`${github}/${company.org}/tabbed/blob/main/catalog-info.yaml`);
    await page.getByRole("button", { name: "Explain" }).click();
    await expect(page.getByRole("link", { name: /catalog-info\.yaml:10/ }).first()).toBeVisible();
    await expect(page.getByText(/^Fix: /).first()).toBeVisible();
    await look(page, "explain-broken");
    await page.getByRole("button", { name: "Read it again now" }).click();
    await expect(page.getByText(/is read again/)).toBeVisible();
    await box.fill(`${company.org}/ledgr`);
    await page.getByRole("button", { name: "Explain" }).click();
    await expect(page.getByText(/We have never seen/).first()).toBeVisible();
    await expect(page.getByText(/Did you mean/)).toContainText("ledger");
  });

  await test.step("what a deleted repository declared is an orphan, and comes back on request", async () => {
    await control("POST", `${github}/_control/changes`, {
      kind: "delete-repo",
      org: company.org,
      repo: "ledger-fork",
    });
    await control("POST", `${github}/_control/changes`, {
      kind: "delete-repo",
      org: company.org,
      repo: "ledger",
    });
    await expect(async () => {
      await page.goto(`${home}/catalog/orphans`);
      await expect(page.getByRole("table", { name: "Orphans" })).toContainText("ledger", { timeout: 2_000 });
    }).toPass({ timeout: 30_000 });
    await look(page, "orphans");
    await page.getByRole("checkbox", { name: "Choose ledger" }).first().check();
    await page.getByRole("button", { name: "Restore" }).click();
    await dialog.getByRole("textbox", { name: "Reason" }).fill("still running");
    await dialog.getByRole("button", { name: "Restore" }).click();
    await expect(dialog).toHaveCount(0);
    await page.goto(`${home}/catalog/component/default/ledger`);
    await expect(page.getByText("orphaned", { exact: true })).toHaveCount(0);
    await expect(page.getByRole("heading", { name: "ledger", level: 1 })).toBeVisible();
  });
});
