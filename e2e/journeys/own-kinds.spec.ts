import type { Locator, Page } from "@playwright/test";
import { z } from "zod";
import { mintToken } from "../fixtures/api-token";
import { inventCompany } from "../fixtures/company";
import { createRepository, push } from "../fixtures/github-world";
import { look } from "../fixtures/look";
import { portal } from "../fixtures/product";
import { foundCompany } from "../fixtures/steps";
import { expect, test } from "../fixtures/test";

const FILE = ".portico/kinds/vault.yaml";
const definition = (plural: string, more = "") =>
  `kind: Vault\nplural: ${plural}\napiVersions: [acme.example/v1]\nicon: vault\nfilters:\n  - { path: spec.region, title: Region }\n${more}`;

const vault = (name: string, spec: object) => ({
  apiVersion: "acme.example/v1",
  kind: "Vault",
  metadata: { name, title: name === "gold" ? "The gold" : name },
  spec,
});
const core = (kind: string, name: string, spec: object) => ({
  apiVersion: "backstage.io/v1alpha1",
  kind,
  metadata: { name },
  spec: { type: "any", lifecycle: "production", owner: "team-billing", ...spec },
});

const pushedSchema = z.object({
  created: z.number(),
  rejected: z.array(z.object({ row: z.number(), reason: z.string(), fix: z.string() })),
});

/** What a program does with a token: replaces a set, and reads. */
function machine(slug: string, token: string) {
  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${portal}/api/${slug}/catalog${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    });
    expect(response.status, path).toBe(200);
    return response.json();
  };
  return {
    put: async (set: string, entities: readonly object[]) =>
      pushedSchema.parse(
        await call(`/sets/${set}?wait=true`, { method: "PUT", body: JSON.stringify({ entities }) }),
      ),
    get: async (path: string) => call(path),
  };
}

/** Adds a field to the form of a kind, with what it is good for. */
async function addField(
  page: Page,
  field: {
    readonly name: string;
    readonly title: string;
    readonly type?: string;
    readonly is: readonly string[];
  },
): Promise<void> {
  await page.getByRole("button", { name: "Add field" }).click();
  const row = page
    .getByRole("listitem")
    .filter({ has: page.getByLabel("Name of the field") })
    .last();
  await row.getByLabel("Name of the field").fill(field.name);
  await row.getByLabel(`Title of ${field.name}`).fill(field.title);
  if (field.type) await row.getByLabel(`Type of ${field.name}`).selectOption({ label: field.type });
  for (const use of field.is) await row.getByRole("checkbox", { name: use }).check();
}

const optionOf = (facet: Locator, name: RegExp) => facet.getByRole("checkbox", { name });

test("an admin declares a kind and fields of another; they work like Backstage's, and follow a file", async ({
  page,
}) => {
  const company = inventCompany("Kinds", 10);
  const home = `${portal}/${company.slug}`;
  await createRepository(company.org, "platform", { "README.md": "# Platform\n" });
  await foundCompany(page, company);
  const token = await mintToken(company.slug, "catalog.entity.read,catalog.entity.write");
  const { put, get } = machine(company.slug, token);
  const table = page.getByRole("table", { name: "Entities of the catalog" });
  const title = page.getByRole("heading", { level: 1 });

  await test.step("a kind is declared in a form: fields, a relation, an icon, columns and filters", async () => {
    await page.goto(`${home}/settings/kinds`);
    await page.getByRole("link", { name: "Declare a kind" }).click();
    await page.getByLabel("Kind", { exact: true }).fill("Vault");
    await page.getByLabel("Plural").fill("Vaults");
    await page.getByLabel("apiVersion").fill("acme.example/v1");
    await page.getByLabel("Icon").selectOption("vault");
    await page.getByLabel("Colour, like that of").selectOption("resource");
    await addField(page, { name: "region", title: "Region", is: ["needed", "in lists", "filter"] });
    await addField(page, { name: "sizeGb", title: "Size in GB", type: "Whole number", is: ["in lists"] });
    await page.getByRole("button", { name: "Add relation" }).click();
    await page.getByLabel("Field of the spec").fill("storedIn");
    await page.getByLabel("Relation", { exact: true }).fill("storedIn");
    await page.getByLabel("As the other end shows it").fill("stores");
    await page.getByLabel("Kind when none is named").fill("Resource");
    await look(page, "kind-form");
    await page.getByRole("button", { name: "Declare kind" }).click();
    await expect(page).toHaveURL(`${home}/settings/kinds/Vault`);
  });

  await test.step("entities of it are pushed; a wrong one is rejected with its field and fix", async () => {
    const others = Array.from({ length: 8 }, (_, at) =>
      vault(`v${at}`, { region: `ap-south-${at}`, ...(at === 0 ? { sizeGb: 9 } : {}) }),
    );
    const pushed = await put("vaults", [
      core("Resource", "disk", {}),
      vault("gold", { region: "eu-west-1", sizeGb: 12, storedIn: "disk" }),
      vault("silver", { region: "eu-west-1" }),
      vault("lead", { sizeGb: 3 }),
      ...others,
    ]);
    expect(pushed).toEqual({
      created: 11,
      rejected: [
        expect.objectContaining({ row: 4, reason: "spec.region is missing", fix: "Add spec.region." }),
      ],
    });
  });

  await test.step("its list has its name, its columns and its facets, with counts that hold in the API too", async () => {
    await page.goto(`${home}/catalog?kind=vault`);
    await expect(title).toHaveText("Vaults");
    for (const column of ["Region", "Size in GB"])
      await expect(table.getByRole("columnheader", { name: column })).toBeVisible();
    await expect(page.getByText("No owner")).toHaveCount(0);
    const regions = page.getByRole("list", { name: "Region" });
    await page.getByRole("searchbox", { name: "Search in Region" }).fill("west");
    await expect(regions.getByRole("listitem")).toHaveCount(1);
    await optionOf(regions, /^eu-west-1 ?2$/).click();
    await expect(page).toHaveURL(`${home}/catalog?kind=vault&spec.region=eu-west-1`);
    await expect(table.getByRole("row")).toHaveCount(3);
    await expect(table).toContainText("12");
    await look(page, "catalog-own-kind");
    const byRegion = "filter=kind=vault,spec.region=eu-west-1";
    expect(await get(`/entities/by-query?${byRegion}&limit=1`)).toMatchObject({ totalItems: 2 });
    expect(await get(`/entity-facets?facet=spec.region&${byRegion}`)).toEqual({
      facets: { "spec.region": [{ value: "eu-west-1", count: 2 }] },
    });
    await page.getByRole("link", { name: "Remove Region eu-west-1" }).click();
    await expect(table.getByRole("row")).toHaveCount(11);
    // Numbers as numbers; what has none comes last.
    await table.getByRole("link", { name: "Size in GB" }).click();
    await expect(page).toHaveURL(`${home}/catalog?kind=vault&sort=spec.sizeGb`);
    await expect(table.getByRole("row").nth(1)).toContainText("ap-south-0");
    await expect(table.getByRole("row").nth(2)).toContainText("The gold");
  });

  await test.step("its entities have a page, a graph, hits and a history like any other", async () => {
    await table.getByRole("link", { name: "The gold" }).click();
    await expect(title).toHaveText("The gold");
    await expect(page.getByRole("link", { name: "Vaults" })).toBeVisible();
    await expect(page.getByText("No owner")).toHaveCount(0);
    await expect(page.getByText("eu-west-1")).toBeVisible();
    await expect(page.getByRole("link", { name: "disk" })).toBeVisible();
    await page.goto(`${home}/catalog/graph?root=resource:default/disk`);
    await expect(page.getByRole("list", { name: "Legend" })).toContainText("Vaults");
    await page.goto(`${home}/catalog/history?kind=vault`);
    await expect(page.getByRole("listitem").filter({ hasText: "The gold" })).toContainText("created");
    await page.keyboard.press("ControlOrMeta+k");
    const palette = page.getByRole("dialog");
    await palette.getByPlaceholder("Search or jump to…").fill("the gold");
    const group = palette.getByRole("group", { name: "Vaults" });
    await expect(group.getByRole("option", { name: /^The gold/ })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(`${home}/catalog/vault/default/gold`);
    await page.goto(home);
    await expect(page.getByRole("link", { name: /Vaults ?10/ })).toBeVisible();
  });

  await test.step("a field is added to Component, checked, and a facet", async () => {
    await page.goto(`${home}/settings/kinds/new`);
    await page.getByLabel("Kind", { exact: true }).fill("Component");
    await addField(page, { name: "costCentre", title: "Cost centre", type: "Whole number", is: ["filter"] });
    await page.getByRole("button", { name: "Check existing entities" }).click();
    await expect(page.getByText(/^All \d+ entities of this kind are valid/)).toBeVisible();
    await page.getByRole("button", { name: "Declare kind" }).click();
    await expect(page).toHaveURL(`${home}/settings/kinds/Component`);
    const { created, rejected } = await put("components", [
      core("Component", "till", { costCentre: 7 }),
      core("Component", "safe", { costCentre: "seven" }),
    ]);
    expect([created, rejected.map(({ reason }) => reason)]).toEqual([
      1,
      ["spec.costCentre must be integer, not a string"],
    ]);
    await page.goto(`${home}/catalog?kind=component`);
    await optionOf(page.getByRole("list", { name: "Cost centre" }), /^7 ?1$/).click();
    await expect(table.getByRole("row")).toHaveCount(2);
    await expect(table).toContainText("till");
  });

  await test.step("a chosen repository defines the kind: a push changes it, and open pages follow", async () => {
    await page.goto(`${home}/settings/kinds`);
    await page.getByRole("button", { name: "Read definitions from a repository" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Repository").fill(`${company.org}/nothing`);
    await dialog.getByRole("button", { name: "Read definitions" }).click();
    await expect(dialog.getByText(/is not among the repositories Portico reads/)).toBeVisible();
    await dialog.getByLabel("Repository").fill(`${company.org}/platform`);
    await dialog.getByRole("button", { name: "Read definitions" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByText("There is no definition in .portico/kinds")).toBeVisible();
    await push(company.org, "platform", [{ path: FILE, text: definition("Vaults") }]);
    await expect(page.getByRole("link", { name: FILE })).toBeVisible();
    await page.goto(`${home}/catalog?kind=vault`);
    await expect(title).toHaveText("Vaults");
    await push(company.org, "platform", [{ path: FILE, text: definition("Strongrooms") }]);
    await expect(title).toHaveText("Strongrooms");
  });

  await test.step("a broken file keeps the last good definition, and says line and fix where it is looked for", async () => {
    await page.goto(`${home}/settings/kinds`);
    await push(company.org, "platform", [{ path: FILE, text: definition("Cellars", "icons: vault\n") }]);
    await expect(page.getByText("icons is no part of a definition")).toBeVisible();
    await expect(page.getByRole("link", { name: `${FILE}:7` })).toBeVisible();
    await look(page, "kinds-broken-file");
    await page.getByRole("link", { name: "Vault", exact: true }).click();
    await expect(page.getByText(/is in charge of this kind/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
    await look(page, "kind-file-in-charge");
    await page.goto(`${home}/repositories?verdict=failed`);
    await expect(page.getByRole("row").filter({ hasText: "platform" })).toContainText(
      "icons is no part of a definition",
    );
    await page.goto(`${home}/catalog?kind=vault`);
    await expect(title).toHaveText("Strongrooms");
  });

  await test.step("switched off, the kind stays and the form is in charge of it again", async () => {
    await page.goto(`${home}/settings/kinds`);
    await page.getByRole("button", { name: "Stop reading" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Stop reading" }).click();
    await expect(page.getByRole("link", { name: FILE })).toHaveCount(0);
    await page.getByRole("link", { name: "Vault", exact: true }).click();
    await expect(page.getByLabel("Plural")).toHaveValue("Strongrooms");
    await expect(page.getByRole("button", { name: "Save" })).toBeVisible();
  });
});
