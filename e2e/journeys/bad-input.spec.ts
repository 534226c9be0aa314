import { inventCompany } from "../fixtures/company";
import { countRows } from "../fixtures/database";
import {
  breakGithub,
  createRepository,
  installationOf,
  listRepositories,
  push,
} from "../fixtures/github-world";
import { look } from "../fixtures/look";
import { control, github, portal } from "../fixtures/product";
import {
  foundCompany,
  installGitHubApp,
  signInByEmail,
  signUpByEmail,
  waitForCatalog,
} from "../fixtures/steps";
import { expect, test } from "../fixtures/test";
import { killWorkers } from "../fixtures/workers";

const descriptor = (lines: readonly string[]) =>
  ["apiVersion: backstage.io/v1alpha1", "kind: Component", ...lines, ""].join("\n");
const good = descriptor([
  "metadata:",
  "  name: depot",
  "  description: Where parcels sleep",
  "spec:",
  "  type: service",
  "  lifecycle: production",
  "  owner: team-billing",
]);
const bad = descriptor([
  "metadata:",
  "  name: depot",
  "  description: Where parcels sleep",
  "spec:",
  "\ttype: service",
]);
const PUSH_SEEN_WITHIN_MS = 10_000;

test("GitHub fails in the middle of discovery, and the run goes on by itself", async ({ page }) => {
  const company = inventCompany("Flaky", 40);
  await signUpByEmail(page, company);
  await breakGithub({ route: "graphql", status: 502, body: "<html>Bad gateway</html>", repeat: 2, skip: 1 });
  await installGitHubApp(page, company.org);
  await waitForCatalog(page, company.org, 80_000);
  const repositories = await listRepositories(company.org);
  await expect(
    page.getByRole("img", { name: new RegExp(`^${repositories.length} repositories: `) }),
  ).toBeVisible();
  expect(await countRows("repository", company.slug)).toBe(repositories.length);
});

test("a limit of GitHub's is waited for, said on the page, and nothing is read twice", async ({ page }) => {
  const company = inventCompany("Limited", 12);
  await signUpByEmail(page, company);
  const limit = {
    route: "graphql",
    status: 403,
    headers: { "retry-after": "4" },
    body: {
      message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
    },
  };
  await breakGithub({ ...limit, repeat: 1 });
  await installGitHubApp(page, company.org);
  await expect(page.getByRole("heading", { name: `Reading ${company.org} is waiting` })).toBeVisible();
  await expect(page.getByText(/Nothing that was read is lost/)).toBeVisible();
  await look(page, "progress-waiting");
  await waitForCatalog(page, company.org);
  expect(await countRows("repository", company.slug)).toBe((await listRepositories(company.org)).length);
});

test("a broken catalog-info.yaml keeps the last good entity, says line and fix, and the next good push clears it", async ({
  page,
}) => {
  const company = inventCompany("Broken", 4);
  await createRepository(company.org, "depot", { "catalog-info.yaml": good });
  await foundCompany(page, company);
  const entity = `${portal}/${company.slug}/catalog/component/default/depot`;
  await page.goto(entity);
  await expect(page.getByText("Where parcels sleep")).toBeVisible();

  await push(company.org, "depot", [{ path: "catalog-info.yaml", text: bad }]);
  await expect(page.getByRole("link", { name: "catalog-info.yaml:7" })).toBeVisible({
    timeout: PUSH_SEEN_WITHIN_MS,
  });
  await expect(page.getByText("Where parcels sleep")).toBeVisible();
  await look(page, "entity-broken-file");

  await push(company.org, "depot", [{ path: "catalog-info.yaml", text: good.replace("sleep", "rest") }]);
  await expect(page.getByText("Where parcels rest")).toBeVisible({ timeout: PUSH_SEEN_WITHIN_MS });
  await expect(page.getByRole("link", { name: "catalog-info.yaml:7" })).toHaveCount(0);
});

test("a repository GitHub cannot give is one failed verdict, not a failed run", async ({ page }) => {
  const company = inventCompany("Partial", 6);
  await createRepository(company.org, "cursed", { "README.md": "# Cursed\n" });
  await signUpByEmail(page, company);
  await breakGithub({ route: "graphql", failNodes: ["cursed"], repeat: 60 });
  await installGitHubApp(page, company.org);
  await waitForCatalog(page, company.org, 80_000);
  await page.goto(`${portal}/${company.slug}/repositories?verdict=failed`);
  await expect(page.getByRole("row").filter({ hasText: "cursed" })).toContainText("Failed");
  await expect(page.getByRole("row").filter({ hasText: "cursed" })).toContainText("Fix:");
});

test("the browser is closed half-way, and the catalog is complete for whoever looks next", async ({
  page,
  openBrowser,
}) => {
  const company = inventCompany("Closed", 30);
  await signUpByEmail(page, company);
  await installGitHubApp(page, company.org);
  await page.close();
  const later = await openBrowser();
  await signInByEmail(later, company.slug, company.owner);
  await later.goto(`${portal}/${company.slug}/setup/progress`);
  await waitForCatalog(later, company.org);
  expect(await countRows("repository", company.slug)).toBe((await listRepositories(company.org)).length);
});

test("the workers are killed half-way, and nothing is lost or doubled", async ({ page }) => {
  const company = inventCompany("Killed", 120);
  await signUpByEmail(page, company);
  await breakGithub({ route: "graphql", delayMs: 600, repeat: 12 });
  await installGitHubApp(page, company.org);
  await expect.poll(() => countRows("repository", company.slug)).toBeGreaterThan(0);
  await killWorkers();
  await waitForCatalog(page, company.org, 100_000);
  const repositories = await listRepositories(company.org);
  expect(await countRows("repository", company.slug)).toBe(repositories.length);
  await page.goto(`${portal}/${company.slug}/catalog?kind=component`);
  const components = page.getByRole("navigation", { name: "Pages" });
  await expect(components).toContainText(`of ${repositories.length} entities`);
});

test("an App that is uninstalled on GitHub is said so, and the catalog stays", async ({ page }) => {
  const company = inventCompany("Uninstalled", 3);
  await foundCompany(page, company);
  await control("POST", `${github}/_control/installations/${await installationOf(company.org)}`, {
    action: "uninstall",
  });
  await expect(async () => {
    await page.goto(`${portal}/${company.slug}/settings/github`);
    await expect(page.getByText("Uninstalled on GitHub")).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: PUSH_SEEN_WITHIN_MS });
});
