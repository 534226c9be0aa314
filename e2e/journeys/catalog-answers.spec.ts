import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { inventCompany } from "../fixtures/company";
import { createRepository, push } from "../fixtures/github-world";
import { look } from "../fixtures/look";
import { control, github, portal } from "../fixtures/product";
import { foundCompany } from "../fixtures/steps";
import { expect, test } from "../fixtures/test";

const component = (name: string, owner: string, more = "") => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
spec:
  type: service
  lifecycle: production
  owner: ${owner}
${more}`;
const needs = "  dependsOn: [component:invoices, resource:books]\n";
const declared = (name: string, owner = "team-billing", more = "") => ({
  "catalog-info.yaml": component(name, owner, more),
});
const change = (what: object) => control("POST", `${github}/_control/changes`, what);
const silently = (what: object) => control("POST", `${github}/_control/changes?silent=1`, what);

/** The downloaded file's text, once `act` has asked for it. */
async function downloaded(page: Page, act: () => Promise<void>): Promise<{ name: string; text: string }> {
  const download = page.waitForEvent("download");
  await act();
  const file = await download;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

test("the catalog answers: how complete it is, what it was, what depends on what, and why something is missing", async ({
  page,
}) => {
  // Many steps: a busy machine gets its time.
  test.setTimeout(300_000);
  const company = inventCompany("Answers", 8);
  const home = `${portal}/${company.slug}`;
  const { org } = company;
  await createRepository(org, "ledger", declared("ledger", "team-billing", needs));
  await createRepository(org, "invoices", declared("invoices", "team-biling"));
  await createRepository(org, "receipts", declared("receipts", "team-bilings"));
  await createRepository(org, "refunds", declared("refunds", "team-billling"));
  await createRepository(org, "spoilt", declared("spoilt"));
  await createRepository(org, "deleted", declared("deleted"));
  await createRepository(org, "tabbed", {
    "catalog-info.yaml": component("tabbed", "x").replace("  owner", "\towner"),
  });
  await createRepository(org, "oddly-named", {
    ...declared("oddly-named"),
    "backstage.yaml": component("other", "team-billing"),
  });
  await silently({ kind: "create-repo", org, repo: "hollow" });
  await createRepository(org, "huge", { "README.md": "# Huge\n" });
  const long = { path: "catalog-info.yaml", text: "# long\n", sizeBytes: 600_000 };
  await silently({ kind: "push", org, repo: "huge", files: [long] });
  await foundCompany(page, company);
  const dialog = page.getByRole("dialog");
  const choose = (group: string, name: string | RegExp) =>
    page.getByRole("navigation", { name: group }).getByRole("link", { name }).click();

  await test.step("completeness: a proposed owner by one click, several after a look, and back", async () => {
    await page.goto(`${home}/catalog`);
    await page.getByRole("link", { name: "Completeness" }).click();
    const share = page.getByText(/^\d+ of \d+$/).first();
    const owned = async () => Number(/^\d+/.exec((await share.textContent()) ?? "")?.[0]);
    const item = (name: string) =>
      page.getByRole("listitem").filter({ has: page.getByRole("link", { name, exact: true }) });
    await expect(item("refunds")).toContainText("no such group or user is in the catalog");
    const before = await owned();
    await look(page, "completeness");
    await choose("Show", /Owner nobody knows 3/);
    await expect(page).toHaveURL(/lack=unresolved_owner/);
    await item("invoices").getByRole("button", { name: "Accept Team billing" }).click();
    await expect(page.getByText("1 owner accepted.")).toBeVisible();
    await expect.poll(owned).toBe(before + 1);
    // The accepted row is gone: the focus is on another one's button, not on nothing.
    await expect(page.locator("button:focus")).toHaveText(/^Accept /);
    await page.getByRole("checkbox", { name: "All 2 with a proposal" }).check();
    await page.getByRole("button", { name: "Accept 2" }).click();
    await dialog.getByRole("button", { name: "Accept", exact: true }).click();
    await expect(page.getByText("2 owners accepted.")).toBeVisible();
    await expect.poll(owned).toBe(before + 3);
    await expect(page.getByText("Nothing to fix here")).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByText("2 owners taken back.")).toBeVisible();
    await expect.poll(owned).toBe(before + 1);
  });

  await test.step("history: who changed what, from where; the catalog as it was; what two moments differ in", async () => {
    const early = new Date().toISOString().slice(0, 19);
    await push(org, "ledger", [
      { path: "catalog-info.yaml", text: component("ledger", "team-orders", needs) },
    ]);
    const ledger = page.getByRole("listitem").filter({ hasText: "component:default/ledger" });
    await page.goto(`${home}/catalog/component/default/ledger?tab=history`);
    const latest = page.getByRole("listitem").filter({ hasText: "version 2" });
    await expect(latest).toContainText(/spec\.owner team-billing.*team-orders/);
    await expect(latest).toContainText("ledger in catalog-info.yaml");
    await expect(latest.getByRole("link", { name: /^[0-9a-f]{7}$/ })).toHaveAttribute(
      "href",
      new RegExp(`^${github}/${org}/ledger/commit/[0-9a-f]{40}$`),
    );
    await page.getByRole("link", { name: "version 1" }).click();
    await expect(page.getByText(/^Version 1, since/)).toBeVisible();
    await page.goto(`${home}/catalog/history`);
    await expect(page.getByText(/“Proposed owner accepted: /).first()).toBeVisible();
    await look(page, "catalog-history");
    await choose("Ways to read history", "As of a moment");
    await page.getByLabel("Moment (UTC)").fill(early);
    await page.getByLabel("Name", { exact: true }).fill("ledger");
    await page.getByRole("button", { name: "Show the catalog" }).click();
    await expect(ledger).toContainText(/team-billing.*changed since/);
    await choose("Ways to read history", "Compare two moments");
    await page.getByLabel("From (UTC)").fill(early);
    await page.getByRole("button", { name: "Compare" }).click();
    await expect(ledger).toContainText(/spec\.owner team-billing.*team-orders/);
  });

  await test.step("graph: how far, which way, which kinds; as a file and as a table; by keyboard", async () => {
    await page.goto(`${home}/catalog/graph`);
    await page.getByRole("combobox", { name: "Begin the graph with" }).fill("ledger");
    await expect(page.getByRole("option", { name: /^ledger/ }).first()).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/root=component/);
    const graph = page.getByRole("region", { name: "Graph of ledger" });
    const node = (name: string) => graph.getByRole("link", { name });
    await expect(node("invoices")).toBeVisible();
    await expect(node("Team billing")).toBeVisible();
    await look(page, "graph");
    await choose("Steps", "1");
    await expect(page).toHaveURL(/depth=1/);
    await expect(node("Team billing")).toHaveCount(0);
    await choose("Direction", "What needs it");
    await expect(node("invoices")).toHaveCount(0);
    await choose("Direction", "What it needs");
    await expect(node("books")).toBeVisible();
    await page
      .getByRole("list", { name: "Kinds" })
      .getByRole("checkbox", { name: /^Component/ })
      .click();
    await expect(node("books")).toHaveCount(0);
    await expect(node("invoices")).toBeVisible();

    const { name, text } = await downloaded(page, async () => {
      await page.getByRole("button", { name: "Export" }).click();
      await page.getByRole("menuitem", { name: "SVG picture" }).click();
    });
    expect(name).toBe("Graph-of-ledger.svg");
    const drawn = await page.evaluate((svg) => {
      const picture = new DOMParser().parseFromString(svg, "image/svg+xml");
      return {
        root: picture.documentElement.nodeName,
        mistakes: picture.querySelectorAll("parsererror, script, foreignObject").length,
        words: picture.documentElement.textContent,
      };
    }, text);
    expect(drawn).toMatchObject({ root: "svg", mistakes: 0, words: expect.stringContaining("invoices") });

    await choose("As", "Table");
    await expect(page.getByRole("table", { name: /^Entities of the graph/ })).toContainText("invoices");
    await choose("As", "Graph");
    await expect(node("ledger")).toBeVisible();
    const hasFocus = (name: string) => node(name).evaluate((link) => link === document.activeElement);
    await page.getByRole("navigation", { name: "As" }).getByRole("link", { name: "Graph" }).focus();
    await expect(async () => {
      await page.keyboard.press("Tab");
      expect(await hasFocus("ledger")).toBe(true);
    }).toPass({ intervals: [0], timeout: 10_000 });
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => hasFocus("invoices")).toBe(true);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(`${home}/catalog/component/default/invoices`);
  });

  await test.step("explainer: a pasted address stops at the stage that failed, and says what to do", async () => {
    await change({ kind: "delete-repo", org, repo: "deleted" });
    await change({ kind: "create-repo", org, repo: "ledger-fork", files: declared("ledger") });
    await push(org, "spoilt", [{ path: "catalog-info.yaml", text: "kind: [\n" }]);
    const file = (repo: string, path = "catalog-info.yaml", branch = "main") =>
      `${github}/${org}/${repo}/blob/${branch}/${path}`;
    const passed = ["Connected: passed", "Visible: passed", "Read: passed", "Files: passed"];
    const cases: readonly (readonly [asked: string, stage: string, says: RegExp])[] = [
      [
        `${github}/somebody-else/thing/blob/main/x.yaml`,
        "Connected: failed",
        /somebody-else is not connected/,
      ],
      [file("nowhere"), "Visible: not known", /We have never seen/],
      [file("deleted"), "Visible: failed", /does not list .*\/deleted for the App any more/],
      [file("hollow"), "Read: failed", /no commits yet.*Fix: Push something/],
      [file("ledger", "catalog-info.yaml", "draft"), "Files: failed", /branch draft, which is not read/],
      [file("ledger", "no/catalog-info.yaml"), "Files: failed", /was not found on main/],
      [file("oddly-named", "backstage.yaml"), "Files: failed", /is not a file that is read.*Fix: Rename it/],
      [file("huge"), "Files: failed", /larger than the 512 KiB/],
      [file("tabbed"), "Valid: failed", /Fix: .*catalog-info\.yaml:8/],
      [file("ledger-fork"), "Merged: failed", /ledger.*Both claims/],
      [file("spoilt"), "Served: warning", /is served as it last was good/],
      [`${github}/${org}/oddly-named`, "Served: passed", /and nothing is wrong with it/],
    ];
    const box = page.getByRole("textbox", { name: "Address, reference or name" });
    const answer = page.getByRole("main");
    await page.goto(`${home}/repositories/explain`);
    for (const [asked, stage, says] of cases) {
      await test.step(`${stage} for ${asked}`, async () => {
        await box.fill(asked);
        await page.keyboard.press("Enter");
        await expect(page.getByRole("listitem").filter({ hasText: stage }).first()).toBeVisible();
        await expect(answer).toContainText(says);
      });
      if (stage === "Merged: failed") {
        for (const earlier of passed) await expect(answer).toContainText(earlier);
      }
    }
    await box.fill("https://");
    await page.keyboard.press("Enter");
    await expect(answer).toContainText("This is no complete web address.");
    await box.fill("?!%");
    await page.keyboard.press("Enter");
    await expect(answer).toContainText("?!%");
  });
});
