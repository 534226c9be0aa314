import { readFileSync } from "node:fs";
import { inventCompany } from "../fixtures/company";
import { look } from "../fixtures/look";
import { inventory, portal } from "../fixtures/product";
import { playServiceNow, stopServiceNow } from "../fixtures/service-now";
import { signUpByEmail } from "../fixtures/steps";
import { expect, test } from "../fixtures/test";

const SHEET = `Service,Display name,Team,Type,Status,Tags,Uses
card-vault,Card vault,payments,service,live,"PCI, money",tax-rates
tax-rates,Tax rates,payments,service,production,money,
,Nameless,payments,service,production,,
shop-window,Shop window,orders,website,production,,card-vault
card-vault,Card vault again,orders,service,production,,
`;

test("a spreadsheet becomes entities: columns guessed and corrected, errors named by row, and taken back", async ({
  page,
}) => {
  const company = inventCompany("Sheet", 1);
  const home = `${portal}/${company.slug}`;
  await signUpByEmail(page, company);
  const dialog = page.getByRole("dialog");
  const rows = page.getByRole("table", { name: "What would happen, row by row" }).getByRole("row");
  const finished = page.getByText("Done", { exact: true });

  await test.step("the file, its columns, what would happen", async () => {
    await page.goto(`${home}/settings/sources`);
    await page.getByRole("link", { name: "Import a file" }).click();
    await page
      .getByLabel("CSV or JSON", { exact: true })
      .setInputFiles({ name: "House services.csv", mimeType: "text/csv", buffer: Buffer.from(SHEET) });
    await page.getByRole("button", { name: "Read it" }).click();
    await expect(page.getByLabel("Column for Name")).toHaveValue("Service");
    await expect(page.getByLabel("Column for Title")).toHaveValue("Display name");
    await page.getByLabel("Column for Lifecycle").selectOption("Status");
    await page.getByLabel("Field to add").selectOption({ label: "Label, annotation or other field…" });
    await page.getByLabel("Its path").fill("labels.origin");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByLabel("Fixed value for origin").fill("sheet");
    await look(page, "import-columns");
    await page.getByRole("button", { name: "See what would happen" }).click();
    await expect(rows.filter({ hasText: "Rejected" })).toHaveText([
      /^4.*metadata\.name is missing/,
      /^6.*is given already in row 2/,
    ]);
    await look(page, "import-preview");
  });

  await test.step("it runs, says what it touched, and gives the rejected rows to correct", async () => {
    await page.getByRole("button", { name: "Import 3 entities" }).click();
    await expect(page).toHaveURL(/\/runs\//);
    await expect(finished).toBeVisible();
    await look(page, "import-run");
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download" }).click();
    const table = readFileSync(await (await download).path(), "utf8");
    expect(table.split("\r\n").map((line) => line.split(",").slice(0, 3).join())).toEqual([
      '\ufeff"Service","Display name","Team"',
      '"","Nameless","payments"',
      '"card-vault","Card vault again","orders"',
    ]);
    await page.getByRole("link", { name: "component:default/card-vault" }).click();
    await expect(page.getByRole("heading", { name: "Card vault", level: 1 })).toBeVisible();
    await expect(page.getByRole("link", { name: "Tax rates" }).first()).toBeVisible();
  });

  await test.step("undone, its entities are orphans", async () => {
    await page.goBack();
    await page.getByRole("button", { name: "Undo this run" }).click();
    await expect(dialog).toContainText("what it created goes (3 entities)");
    await dialog.getByRole("button", { name: "Undo the run" }).click();
    await expect(page.getByRole("heading", { name: "Undo", level: 1 })).toBeVisible();
    await expect(finished).toBeVisible();
    await page.goto(`${home}/catalog/component/default/card-vault`);
    await expect(page.getByText("orphaned", { exact: true })).toBeVisible();
  });

  await test.step("JSON that holds entities needs no mapping", async () => {
    await page.goto(`${home}/settings/sources/import`);
    const system = {
      apiVersion: "backstage.io/v1alpha1",
      kind: "System",
      metadata: { name: "checkout" },
      spec: { owner: "payments" },
    };
    const entities = [system, { ...system, metadata: { name: "not valid!" } }];
    await page.getByLabel("Cells from a spreadsheet, CSV or JSON").fill(JSON.stringify({ entities }));
    await page.getByRole("button", { name: "Read it" }).click();
    await expect(page.getByLabel("How records become entities")).toHaveValue("entities");
    await page.getByRole("button", { name: "See what would happen" }).click();
    await expect(rows.filter({ hasText: "Rejected" })).toContainText("not valid!");
    await page.getByRole("button", { name: "Import 1 entity" }).click();
    await expect(finished).toBeVisible();
    await page.goto(`${home}/settings/sources`);
    const sources = page.getByRole("table", { name: "Sources of the catalog" }).getByRole("row");
    await expect(sources.filter({ hasText: "House services" })).toContainText(/Healthy.*3 removed/);
    await expect(sources.filter({ hasText: "Spreadsheet" })).toContainText(/Needs a look.*1 new, 1 rejected/);
  });
});

test("an inventory is read on a schedule by a worked mapping that one may change; what vanishes waits; a run is undone", async ({
  page,
}) => {
  const company = inventCompany("Cmdb", 1);
  const home = `${portal}/${company.slug}`;
  const services = Array.from({ length: 14 }, (_, at) => `Service ${String.fromCharCode(65 + at)}`);
  await playServiceNow(services);
  await signUpByEmail(page, company);
  const dialog = page.getByRole("dialog");
  const preview = page.getByRole("region", { name: "Preview" });
  const mapping = page.getByRole("textbox", { name: "Mapping" });
  const finished = page.getByText("Done", { exact: true });
  const entity = (ref: string) => preview.getByText(ref, { exact: true });
  const toTemplates = () =>
    page
      .getByRole("navigation", { name: "Breadcrumb" })
      .getByRole("link", { name: "Connect an inventory" })
      .click();
  const toSource = () =>
    page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "ServiceNow" }).click();
  const isRemoved = async (name: string) => {
    await page.goto(`${home}/catalog/component/default/${name}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    return (await page.getByText("orphaned", { exact: true }).count()) > 0;
  };

  await test.step("a template shows its vendor's answers as entities before anything is connected", async () => {
    await page.goto(`${home}/settings/sources/new`);
    await look(page, "source-templates");
    await page.getByRole("link", { name: /^Cortex/ }).click();
    await expect(entity("component:default/payment-api")).toBeVisible();
    await toTemplates();
    await page.getByRole("link", { name: /^ServiceNow/ }).click();
    await expect(entity("system:default/checkout-suite")).toBeVisible();
  });

  await test.step("what a company has of its own at a vendor is asked for once, wherever it is needed", async () => {
    await toTemplates();
    await page.getByRole("link", { name: /Compass/ }).click();
    await page.getByLabel("Base address").fill(inventory);
    await page.getByLabel("API token").fill("secret");
    await page.getByLabel("Cloud id").fill("cloud-1");
    await page.getByLabel("E-mail").fill("ada@cmdb.example");
    await page.getByRole("button", { name: "Ask for a sample" }).click();
    await expect(page.getByText("Still to be entered: Organisation id.")).toBeVisible();
    await page.getByLabel("Organisation id").fill("org/7");
    await expect(page.getByLabel("Organisation id")).toHaveAttribute("aria-invalid", "true");
    await page.getByLabel("Organisation id").fill("org-7");
    await look(page, "source-own-values");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Atlassian Compass", level: 1 })).toBeVisible();
    await page.getByRole("link", { name: "Edit" }).click();
    await expect(page.getByLabel("User")).toHaveValue("ada@cmdb.example");
    await page.getByRole("button", { name: "teams", exact: true }).click();
    await expect(page.getByLabel("Path")).toHaveValue("/gateway/api/public/teams/v1/org/org-7/teams");
    await page.goto(`${home}/settings/sources/new`);
    await page.getByRole("link", { name: /^ServiceNow/ }).click();
    await expect(entity("system:default/checkout-suite")).toBeVisible();
  });

  await test.step("what is missing is said where one asks; then the house's own records are the sample", async () => {
    await page.getByLabel("Name").first().fill("ServiceNow");
    await page.getByLabel("Runs", { exact: true }).selectOption("hourly");
    await page.getByRole("button", { name: "Ask for a sample" }).click();
    await expect(page.getByText("Still to be entered: Instance.")).toBeVisible();
    // An address of one's own needs no instance.
    await page.getByLabel("Base address").fill(inventory);
    await page.getByRole("button", { name: "Ask for a sample" }).click();
    await expect(page.getByText('The secret "password" has not been entered.')).toBeVisible();
    await page.getByLabel("Password").fill("secret");
    await page.getByRole("button", { name: "Ask for a sample" }).click();
    await expect(entity("component:default/service-a")).toBeVisible();
  });

  await test.step("a change of the mapping shows at once, and so does a mistake", async () => {
    const text = await mapping.inputValue();
    await mapping.fill(text.replace('"production"', '"production'));
    await expect(preview.getByText("The mapping cannot be read")).toBeVisible();
    await expect(mapping).toHaveAttribute("aria-invalid", "true");
    await expect(mapping).toHaveAccessibleDescription(/line \d+, column \d+/);
    await look(page, "source-mapping-broken");
    await mapping.fill(text.replace('"owner"', '"keeper"'));
    await expect(preview.getByText(/^Records 1, 2, 3, 4, 5 and 23 more: .*owner/)).toBeVisible();
    await mapping.fill(text.replace('"service",', '"cmdb-service",'));
    await entity("component:default/service-a").click();
    await expect(preview.getByText(/"type": "cmdb-service"/).first()).toBeVisible();
  });

  await test.step("it runs now, and by itself every hour", async () => {
    await page.getByRole("button", { name: "Save and run" }).click();
    await expect(page).toHaveURL(/\/runs\//);
    await expect(finished).toBeVisible();
    await page.getByRole("link", { name: "component:default/service-a", exact: true }).click();
    await expect(page.getByText("cmdb-service").first()).toBeVisible();
    await expect(page.getByRole("link", { name: "Service A store" }).first()).toBeVisible();
    await page.goBack();
    await toSource();
    await expect(page.getByText("Every hour")).toBeVisible();
    await expect(page.getByText(/^next in /)).toBeVisible();
  });

  await test.step("what vanishes from the inventory at once waits for somebody to agree", async () => {
    await playServiceNow(services.slice(0, 2));
    await page.getByRole("button", { name: "Run now" }).click();
    await expect(page.getByText("24 entities are no longer given; their removal waits")).toBeVisible();
    await expect(finished).toBeVisible();
    await look(page, "source-run-held");
    const held = page.url();
    expect(await isRemoved("service-n")).toBe(false);
    await page.goto(held);
    await page.getByRole("button", { name: "Remove them now" }).click();
    await dialog.getByRole("button", { name: "Remove" }).click();
    await expect(page).not.toHaveURL(held);
    await expect(page.getByRole("button", { name: "Undo this run" })).toBeVisible();
    const removal = page.url();
    expect(await isRemoved("service-n")).toBe(true);
    await page.goto(removal);
  });

  await test.step("the run is undone: they are back, and the schedule stops", async () => {
    await page.getByRole("button", { name: "Undo this run" }).click();
    await expect(dialog).toContainText("what it removed comes back (24). The schedule stops");
    await dialog.getByRole("button", { name: "Undo the run" }).click();
    await expect(page.getByRole("heading", { name: "Undo", level: 1 })).toBeVisible();
    await expect(finished).toBeVisible();
    const undone = page.url();
    expect(await isRemoved("service-n")).toBe(false);
    await page.goto(undone);
    await toSource();
    await expect(page.getByText("schedule stopped")).toBeVisible();
    await page.getByRole("button", { name: "Start the schedule" }).click();
    await expect(page.getByText("schedule stopped")).toHaveCount(0);
  });
  await stopServiceNow();
});
