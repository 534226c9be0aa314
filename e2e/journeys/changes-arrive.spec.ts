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
const mainframe = (title: string) => ({
  apiVersion: "backstage.io/v1alpha1",
  kind: "Component",
  metadata: { name: "mainframe", title },
  spec: { type: "service", lifecycle: "production", owner: "team-billing" },
});

/** Within 2 s on an idle machine; a busy one gets its time, and the report says how long each took. */
const SEEN_WITHIN_MS = 10_000;

test("a change made elsewhere arrives on open pages: pushed, merged, renamed, transferred, or after the line was cut", async ({
  page,
  openBrowser,
  browserConsole,
}, { annotations }) => {
  // Many steps: a busy machine gets its time.
  test.setTimeout(300_000);
  const company = inventCompany("Arrive", 6);
  const sister = inventCompany("Sister", 1);
  const home = `${portal}/${company.slug}`;
  await createRepository(company.org, "ledger", { "catalog-info.yaml": ledger("General ledger") });
  await createRepository(company.org, "old-name", { "go.mod": "module example.com/old\n" });
  await foundCompany(page, company);
  const dialog = page.getByRole("dialog");
  const title = page.getByRole("heading", { level: 1 });
  const edited = page.getByText("edited", { exact: true });
  const token = await mintToken(company.slug, "catalog.entity.read,catalog.entity.write");

  const pushToApi = async (name: string) => {
    const answer = await fetch(`${portal}/api/${company.slug}/catalog/sets/inventory`, {
      method: "PUT",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ entities: [mainframe(name)] }),
    });
    expect(answer.ok, await answer.text()).toBe(true);
  };
  const pushToRepository = (name: string) =>
    push(company.org, "ledger", [{ path: "catalog-info.yaml", text: ledger(name) }]);
  /** Waits until each sight shows the text; how long that took goes into the report. */
  const arrives = async (what: string, text: string, sights: readonly (typeof title)[]) => {
    const begun = Date.now();
    const seen = await Promise.all(
      sights.map(async (sight) => {
        const shows = async () => (await sight.textContent())?.includes(text);
        await expect.poll(shows, { intervals: [25], timeout: SEEN_WITHIN_MS, message: what }).toBe(true);
        return `${Date.now() - begun} ms`;
      }),
    );
    annotations.push({ type: what, description: `seen after ${seen.join(" and ")}` });
  };
  const editLifecycle = async (value: string, reason: string) => {
    await page.getByRole("button", { name: /^Lifecycle ?: / }).hover();
    await page.getByRole("button", { name: "Edit Lifecycle" }).click();
    await dialog.getByRole("textbox", { name: "Lifecycle" }).fill(value);
    await dialog.getByRole("textbox", { name: "Reason" }).fill(reason);
  };

  await test.step("what is pushed to the API or to a repository shows on a list and an entity page in two browsers", async () => {
    const other = await openBrowser();
    await signInByEmail(other, company.slug, company.owner);
    const list = other.getByRole("table", { name: "Entities of the catalog" });
    const open = async (name: string, shown: string) => {
      await other.goto(`${home}/catalog?kind=component&q=${name}`);
      await expect(list).toContainText(shown);
      await page.goto(`${home}/catalog/component/default/${name}`);
      await expect(title).toHaveText(shown);
    };
    await pushToApi("Mainframe");
    await expect(async () => {
      await open("mainframe", "Mainframe");
    }).toPass({ timeout: 30_000 });
    await pushToApi("Mainframe in Oslo");
    await arrives("a set pushed to the API", "Mainframe in Oslo", [title, list]);
    await open("ledger", "General ledger");
    await pushToRepository("Main ledger");
    await arrives("a push to a repository", "Main ledger", [title, list]);
    await other.close();
  });

  await test.step("while the line is cut the page says so; when it is back the page catches up", async () => {
    browserConsole.excuse(/ERR_INTERNET_DISCONNECTED/, "the line was cut on purpose");
    const cut = page.getByText("Connection lost, trying again");
    await page.context().setOffline(true);
    await expect(cut).toBeVisible();
    await pushToRepository("General ledger");
    await page.context().setOffline(false);
    await arrives("a change while the line was cut", "General ledger", [title]);
    await expect(cut).toHaveCount(0);
  });

  await test.step("a value is proposed to its file; merged, it shows on the page that stayed open", async () => {
    const propose = async () => {
      await editLifecycle("deprecated", "the new one has taken over");
      await dialog.getByRole("radio", { name: /Open a pull request/ }).check();
      await dialog.getByRole("button", { name: "Propose" }).click();
    };
    const follow = async (name: string) => {
      const opened = page.context().waitForEvent("page");
      await dialog.getByRole("link", { name }).click();
      return opened;
    };
    await propose();
    const settings = await follow("Grant it");
    await settings.getByRole("button", { name: /Allow pull requests/ }).click();
    await expect(settings.getByText(/pull_requests: write/)).toBeVisible();
    await settings.close();
    await dialog.getByRole("button", { name: "Close" }).first().click();
    await propose();
    await expect(dialog.getByText(`Pull request #1 is open in ${company.org}/ledger`)).toBeVisible();
    await look(page, "pull-request-opened");
    const pull = await follow("Review it");
    await expect(pull.getByRole("heading", { name: /ledger: set spec.lifecycle/ })).toBeVisible();
    await expect(pull.getByLabel("Changed lines of catalog-info.yaml")).toHaveText(
      "-  lifecycle: production\n+  lifecycle: deprecated",
    );
    await dialog.getByRole("button", { name: "Close" }).first().click();
    await pull.getByRole("button", { name: "Merge pull request" }).click();
    await arrives("a merged pull request", "deprecated", [page.getByRole("main")]);
    await expect(page.getByRole("button", { name: /^Lifecycle ?: declared/ })).toBeVisible();
    await pull.close();
  });

  await test.step("a renamed repository keeps its entity: the open page, its old address, its history, what was edited", async () => {
    const renamed = `${home}/catalog/component/default/new-name`;
    await page.goto(`${home}/catalog/component/default/old-name`);
    await editLifecycle("experimental", "only a trial so far");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(edited).toBeVisible();
    const rename = { kind: "edit-repo", org: company.org, repo: "old-name", name: "new-name" };
    await control("POST", `${github}/_control/changes`, rename);
    await expect(page).toHaveURL(renamed);
    await page.goto(`${home}/catalog/component/default/old-name`);
    await expect(page).toHaveURL(renamed);
    await expect(edited).toBeVisible();
    await page.goto(`${renamed}?tab=history`);
    const changes = page.getByRole("main").getByRole("listitem").filter({ hasText: "version" });
    await expect(changes).toHaveText([
      /version 3.*metadata\.name old-name/,
      /“only a trial so far”.*spec\.lifecycle/,
      /^created.*old-name/,
    ]);
  });

  await test.step("a repository transferred to another organisation of the company does too", async () => {
    await page.goto(`${home}/setup/github`);
    await installGitHubApp(page, sister.org);
    await waitForCatalog(page, sister.org);
    await page.goto(`${home}/catalog/component/default/new-name`);
    const transfer = { kind: "transfer-repo", org: company.org, repo: "new-name", to: sister.org };
    await control("POST", `${github}/_control/changes`, transfer);
    await expect(page.getByRole("link", { name: "Open repository" })).toHaveAttribute(
      "href",
      `${github}/${sister.org}/new-name`,
    );
    await expect(edited).toBeVisible();
  });
});
