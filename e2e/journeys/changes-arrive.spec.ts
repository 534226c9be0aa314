import { mintToken } from "../fixtures/api-token";
import { inventCompany } from "../fixtures/company";
import { createRepository, push } from "../fixtures/github-world";
import { look } from "../fixtures/look";
import { control, github, portal } from "../fixtures/product";
import { foundCompany, installGitHubApp, signInByEmail, waitForCatalog } from "../fixtures/steps";
import { expect, test } from "../fixtures/test";

const ledger = (title: string) => `# Everything money.
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  title: ${title} # as the board calls it
  name: ledger
  annotations: {} # none yet
spec:
  # one of production, experimental, deprecated
  lifecycle: production
  owner: "team-billing"
  type: service
`;

/** Milliseconds until each of the sights is there. */
async function timeUntil(sights: Readonly<Record<string, () => Promise<boolean>>>): Promise<string> {
  const begun = Date.now();
  const seen = await Promise.all(
    Object.entries(sights).map(async ([name, isThere]) => {
      await expect.poll(isThere, { intervals: [25], timeout: 10_000, message: name }).toBe(true);
      return `${name} ${Date.now() - begun} ms`;
    }),
  );
  return seen.join(", ");
}

test("a change made elsewhere arrives on open pages: pushed, merged, renamed, transferred, or after the line was cut", async ({
  page,
  openBrowser,
  browserConsole,
}, testInfo) => {
  const company = inventCompany("Arrive", 6);
  const sister = inventCompany("Sister", 1);
  const home = `${portal}/${company.slug}`;
  await createRepository(company.org, "ledger", { "catalog-info.yaml": ledger("General ledger") });
  await createRepository(company.org, "old-name", { "go.mod": "module example.com/old\n" });
  await foundCompany(page, company);
  const dialog = page.getByRole("dialog");
  const heading = page.getByRole("heading", { level: 1 });
  const token = await mintToken(company.slug, "catalog.entity.read,catalog.entity.write");
  const putSet = async (title: string) => {
    const entity = {
      apiVersion: "backstage.io/v1alpha1",
      kind: "Component",
      metadata: { name: "mainframe", title },
      spec: { type: "service", lifecycle: "production", owner: "team-billing" },
    };
    const answer = await fetch(`${portal}/api/${company.slug}/catalog/sets/inventory`, {
      method: "PUT",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/x-ndjson" },
      body: JSON.stringify(entity),
    });
    expect(answer.ok, await answer.text()).toBe(true);
  };
  const tell = (what: string, seen: string) => {
    testInfo.annotations.push({ type: what, description: seen });
    console.log(`${what}: ${seen}`);
  };

  await test.step("what is pushed to the API or to a repository shows on a list and an entity page in two browsers", async () => {
    await putSet("Mainframe");
    const other = await openBrowser();
    await signInByEmail(other, company.slug, company.owner);
    await other.goto(`${home}/catalog?kind=component&q=mainframe`);
    const list = other.getByRole("table", { name: "Entities of the catalog" });
    await expect(list).toContainText("Mainframe");
    await page.goto(`${home}/catalog/component/default/mainframe`);
    await expect(heading).toHaveText("Mainframe");
    await putSet("Mainframe in Oslo");
    tell(
      "a set pushed",
      await timeUntil({
        entity: async () => (await heading.textContent()) === "Mainframe in Oslo",
        list: async () => ((await list.textContent()) ?? "").includes("Mainframe in Oslo"),
      }),
    );
    await look(page, "live-updated");
    await other.goto(`${home}/catalog?kind=component&q=ledger`);
    await expect(list).toContainText("General ledger");
    await page.goto(`${home}/catalog/component/default/ledger`);
    await expect(heading).toHaveText("General ledger");
    await push(company.org, "ledger", [{ path: "catalog-info.yaml", text: ledger("Main ledger") }]);
    tell(
      "a repository pushed to",
      await timeUntil({
        entity: async () => (await heading.textContent()) === "Main ledger",
        list: async () => ((await list.textContent()) ?? "").includes("Main ledger"),
      }),
    );
  });

  await test.step("while the line is cut the page says so; when it is back the page catches up", async () => {
    await page.context().setOffline(true);
    await expect(page.getByText("Connection lost, trying again")).toBeVisible();
    await page.screenshot({ path: "test-results/screens/live-cut.png" });
    await push(company.org, "ledger", [{ path: "catalog-info.yaml", text: ledger("General ledger") }]);
    await page.context().setOffline(false);
    browserConsole.excuse(/ERR_INTERNET_DISCONNECTED/, "the line was cut on purpose");
    tell(
      "after the line was cut",
      await timeUntil({ entity: async () => (await heading.textContent()) === "General ledger" }),
    );
    await expect(page.getByText("Connection lost, trying again")).toHaveCount(0);
  });

  await test.step("a value is proposed to its file; merged, it shows on the page that stayed open", async () => {
    const propose = async () => {
      await page.getByRole("button", { name: /^Lifecycle ?: declared/ }).hover();
      await page.getByRole("button", { name: "Edit Lifecycle" }).click();
      await dialog.getByRole("textbox", { name: "Lifecycle" }).fill("deprecated");
      await dialog.getByRole("textbox", { name: "Reason" }).fill("the new one has taken over");
      await dialog.getByRole("radio", { name: /Open a pull request/ }).check();
      await dialog.getByRole("button", { name: "Propose" }).click();
    };
    await propose();
    const opened = page.context().waitForEvent("page");
    await dialog.getByRole("link", { name: "Grant it" }).click();
    const settings = await opened;
    await settings.getByRole("button", { name: /Allow pull requests/ }).click();
    await expect(settings.getByText("pull_requests: write")).toBeVisible();
    await settings.close();
    await dialog.getByRole("button", { name: "Close" }).first().click();
    await propose();
    await expect(dialog.getByText(/Pull request #1 is open in/)).toBeVisible();
    await look(page, "pull-request-opened");
    const reviewed = page.context().waitForEvent("page");
    await dialog.getByRole("link", { name: "Review it" }).click();
    const pull = await reviewed;
    await expect(pull.getByLabel("Changed lines of catalog-info.yaml")).toHaveText(
      "-  lifecycle: production\n+  lifecycle: deprecated",
    );
    await expect(pull.getByRole("heading", { name: /ledger: set spec.lifecycle/ })).toBeVisible();
    await dialog.getByRole("button", { name: "Close" }).first().click();
    await expect(page.getByRole("button", { name: /^Lifecycle ?: declared/ })).toBeVisible();
    await pull.getByRole("button", { name: "Merge pull request" }).click();
    await expect(page.getByText("deprecated", { exact: true }).first()).toBeVisible();
    await pull.close();
  });

  await test.step("a renamed repository keeps its entity: address, history, what was edited", async () => {
    await page.goto(`${home}/catalog/component/default/old-name`);
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await dialog.getByLabel("Field").selectOption("spec.lifecycle");
    await dialog.getByRole("button", { name: "Next" }).click();
    await dialog.getByRole("textbox", { name: "Lifecycle" }).fill("experimental");
    await dialog.getByRole("textbox", { name: "Reason" }).fill("only a trial so far");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("edited", { exact: true })).toBeVisible();
    const rename = { kind: "edit-repo", org: company.org, repo: "old-name", name: "new-name" };
    await control("POST", `${github}/_control/changes`, rename);
    await expect(page).toHaveURL(`${home}/catalog/component/default/new-name`);
    await look(page, "entity-renamed");
    await page.goto(`${home}/catalog/component/default/old-name`);
    await expect(page).toHaveURL(`${home}/catalog/component/default/new-name`);
    await expect(page.getByText("edited", { exact: true })).toBeVisible();
    await page
      .getByRole("navigation", { name: "Parts of this page" })
      .getByRole("link", { name: "History" })
      .click();
    await look(page, "entity-renamed-history");
  });

  await test.step("a repository transferred to another organisation of the company does too", async () => {
    await createRepository(sister.org, "placeholder", { "README.md": "# Nothing\n" });
    await page.goto(`${home}/settings/github`);
    await look(page, "settings-github-one");
    await page.goto(`${home}/setup/github`);
    await installGitHubApp(page, sister.org);
    await waitForCatalog(page, sister.org);
    await page.goto(`${home}/catalog/component/default/new-name`);
    await control("POST", `${github}/_control/changes`, {
      kind: "transfer-repo",
      org: company.org,
      repo: "new-name",
      to: sister.org,
    });
    await expect(page.getByRole("link", { name: "Open repository" })).toHaveAttribute(
      "href",
      `${github}/${sister.org}/new-name`,
    );
    await expect(page.getByText("edited", { exact: true })).toBeVisible();
    await look(page, "entity-transferred");
  });
});
