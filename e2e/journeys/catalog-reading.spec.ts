import { inventCompany } from "../fixtures/company";
import { createRepository } from "../fixtures/github-world";
import { look } from "../fixtures/look";
import { portal } from "../fixtures/product";
import { foundCompany } from "../fixtures/steps";
import { expect, test } from "../fixtures/test";

const yaml = (lines: readonly string[]) => `${lines.join("\n")}\n`;

const parcels = {
  "README.md":
    "# Parcels\n\nKeeps the last known place of every parcel.\n\n## Run it\n\n```sh\nmake run\n```\n\nSee [the runbook](docs/runbook.md).\n",
  "docs/runbook.md": "# Runbook\n\nRestart it.\n",
  "catalog-info.yaml": yaml([
    "apiVersion: backstage.io/v1alpha1",
    "kind: Component",
    "metadata:",
    "  name: parcels",
    "  title: Parcel tracker",
    "  description: Answers where a parcel is",
    "  tags: [tracking]",
    "spec:",
    "  type: service",
    "  lifecycle: production",
    "  owner: team-billing",
    "  providesApis: [parcels-rest]",
    "---",
    "apiVersion: backstage.io/v1alpha1",
    "kind: API",
    "metadata:",
    "  name: parcels-rest",
    "spec:",
    "  type: openapi",
    "  lifecycle: production",
    "  owner: team-billing",
    "  definition:",
    "    $text: ./openapi.yaml",
  ]),
  "openapi.yaml": yaml([
    "openapi: 3.0.3",
    "info: { title: Parcels, version: 2.1.0 }",
    "paths:",
    "  /parcels/{id}:",
    "    get:",
    "      summary: Last known place of a parcel",
    "      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]",
    "      responses: { '200': { description: The place and when it was seen } }",
  ]),
};
const misspelt = yaml([
  "apiVersion: backstage.io/v1alpha1",
  "kind: Component",
  "metadata:",
  "  name: misspelt",
  "spec:",
  "  type: service",
  "  lifecycle: production",
  "  owner: team-biling",
]);

test("a developer reads the catalog: list, search, entity, API, docs, keyboard", async ({
  page,
  browserConsole,
}) => {
  const company = inventCompany("Reading", 60);
  const home = `${portal}/${company.slug}`;
  await createRepository(company.org, "parcels", parcels);
  await createRepository(company.org, "misspelt", { "catalog-info.yaml": misspelt });
  await foundCompany(page, company);
  const table = page.getByRole("table", { name: "Entities of the catalog" });
  const total = page.getByRole("navigation", { name: "Pages" });
  const tabs = page.getByRole("navigation", { name: "Parts of this page" });

  await test.step("filters are in the address, with counts that hold", async () => {
    await page.goto(`${home}/catalog`);
    const kinds = page.getByRole("list", { name: "Kind" });
    const apis = kinds.getByRole("checkbox", { name: /^API/ });
    const count = Number(/\d+$/.exec((await apis.textContent()) ?? "")?.[0]);
    expect(count).toBeGreaterThan(0);
    await apis.click();
    await expect(page).toHaveURL(/\?kind=api$/);
    await expect(total).toContainText(`of ${count} entities`);
    await expect(table.getByRole("row")).toHaveCount(Math.min(count, 50) + 1);
    await page.getByRole("link", { name: "Remove Kind API" }).click();
    await expect(page).toHaveURL(`${home}/catalog`);

    await kinds.getByRole("checkbox", { name: /^Component/ }).click();
    await expect(page).toHaveURL(/\?kind=component$/);
    await expect(page).toHaveURL(/kind=component/);
    await page
      .getByRole("list", { name: "Lifecycle" })
      .getByRole("checkbox", { name: /^deprecated/ })
      .click();
    await expect(page).toHaveURL(/kind=component&lifecycle=deprecated/);
    await page.reload();
    await expect(page.getByRole("link", { name: "Remove Lifecycle deprecated" })).toBeVisible();
    await look(page, "catalog-filtered");
  });

  await test.step("sorting and pages are in the address too", async () => {
    await page.goto(`${home}/catalog?kind=component`);
    const first = table.getByRole("row").nth(1);
    const name = (await first.getByRole("link").first().textContent()) ?? "";
    await table.getByRole("link", { name: "Name" }).click();
    await expect(page).toHaveURL(/order=desc/);
    await expect(first).not.toContainText(name);
    await page.goto(`${home}/catalog`);
    await expect(total).toContainText("1–50 of ");
    await total.getByRole("link", { name: "Next page" }).click();
    await expect(page).toHaveURL(/page=2/);
    await expect(total).toContainText("51–");
  });

  await test.step("text search narrows while it is typed; a slip gets a suggestion", async () => {
    await page.goto(`${home}/catalog`);
    await page.getByRole("searchbox", { name: "Search this list" }).fill("parcel");
    await expect(page).toHaveURL(/q=parcel$/);
    await expect(table).toContainText("Parcel tracker");
    await page.goto(`${home}/catalog?q=zzzzzz`);
    await expect(page.getByText("Nothing matches these filters")).toBeVisible();
    await look(page, "catalog-nothing-found");
  });

  await test.step("⌘K finds it and lands on it", async () => {
    await page.goto(home);
    await page.keyboard.press("ControlOrMeta+k");
    const palette = page.getByRole("dialog");
    await palette.getByPlaceholder("Search or jump to…").fill("parcel tr");
    await expect(palette.getByRole("option", { name: /^Parcel tracker/ })).toBeVisible();
    await look(page, "search");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(`${home}/catalog/component/default/parcels`);
    await expect(page.getByRole("heading", { name: "Parcel tracker", level: 1 })).toBeVisible();
  });

  await test.step("the entity says what it is, who owns it, and where each value comes from", async () => {
    await expect(page.getByText("Answers where a parcel is")).toBeVisible();
    await page.getByRole("button", { name: /^Owner ?: declared in the repository/ }).hover();
    await expect(page.getByRole("tooltip")).toContainText("catalog-info.yaml");
    await look(page, "entity");
    await tabs.getByRole("link", { name: /^Relations/ }).click();
    await expect(page.getByRole("link", { name: /parcels-rest/ }).first()).toBeVisible();
    await look(page, "entity-relations");
    await tabs.getByRole("link", { name: /^Docs/ }).click();
    await expect(page.getByRole("article")).toContainText("Keeps the last known place of every parcel.");
    await look(page, "entity-docs");
    await page.getByRole("article").getByRole("link", { name: "the runbook" }).click();
    await expect(page.getByRole("article")).toContainText("Restart it.");
    await tabs.getByRole("link", { name: "Sources" }).click();
    await expect(page.getByRole("table", { name: "Sources of this entity" })).toContainText("Catalog file");
    await look(page, "entity-sources");
    await tabs.getByRole("link", { name: "History" }).click();
    await look(page, "entity-history");
  });

  await test.step("its API is rendered", async () => {
    await page.goto(`${home}/catalog/api/default/parcels-rest?tab=api`);
    const operation = page
      .getByRole("group")
      .filter({ has: page.getByText("/parcels/{id}", { exact: true }) })
      .first();
    await operation.getByText("Last known place of a parcel").click();
    await expect(operation.getByText("The place and when it was seen")).toBeVisible();
    await look(page, "entity-api");
  });

  await test.step("an owner nobody knows stays visible, with a suggestion", async () => {
    await page.goto(`${home}/catalog/component/default/misspelt`);
    await expect(page.getByText("team-biling", { exact: true }).first()).toBeVisible();
    await expect(page.getByText("unresolved").first()).toBeVisible();
    await expect(page.getByText(/team-billing/).first()).toBeVisible();
    await look(page, "entity-unresolved-owner");
  });

  await test.step("the keyboard goes places", async () => {
    await page.goto(home);
    await expect(page.getByRole("heading", { name: company.name })).toBeVisible();
    // A page that has just been drawn does not listen yet.
    await expect(async () => {
      await page.keyboard.press("g");
      await page.keyboard.press("c");
      await expect(page).toHaveURL(`${home}/catalog`, { timeout: 2_000 });
    }).toPass({ timeout: 15_000 });
    await page.goto(`${home}/settings/tokens`);
    await look(page, "settings-tokens");
    await page.goto(`${home}/settings/api#getCatalogEntitiesByQuery`);
    await expect(page.getByText("Dotted paths to keep").filter({ visible: true })).toBeVisible();
    // The page has 11,000 elements, of 100 operations that are built alike.
    await look(page, "settings-api", { part: "details[open]" });
    await page.goto(`${home}/settings/github`);
    await look(page, "settings-github");
    await page.goto(`${home}/docs`);
    await look(page, "docs");
  });

  await test.step("an address that is nothing says so", async () => {
    await page.goto(`${home}/catalog/component/default/nobody`);
    await expect(page.getByText("There is nothing at this address")).toBeVisible();
    await look(page, "not-found");
    browserConsole.excuse(/status of 404/, "the page asked for does not exist, and says so");
  });
});
