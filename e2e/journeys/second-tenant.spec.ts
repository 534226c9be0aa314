import { inventCompany } from "../fixtures/company";
import { createRepository, push } from "../fixtures/github-world";
import { look } from "../fixtures/look";
import { portal } from "../fixtures/product";
import { foundCompany, signInWithGitHub } from "../fixtures/steps";
import { expect, test } from "../fixtures/test";

const descriptor = (description: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: billing-core\n  description: ${description}\nspec:\n  type: service\n  lifecycle: production\n  owner: team-billing\n`;

test("a second company works beside the first and sees nothing of it", async ({
  page,
  openBrowser,
  browserConsole,
}) => {
  const first = inventCompany("Elder", 5);
  const second = inventCompany("Younger", 5);
  await createRepository(first.org, "billing-core", { "catalog-info.yaml": descriptor("of the elder") });
  await createRepository(first.org, "only-here", {
    "go.mod": "module example.com/only\n",
    "main.go": "package main\n",
  });
  await createRepository(second.org, "billing-core", { "catalog-info.yaml": descriptor("of the younger") });
  const theirs = await openBrowser();
  await foundCompany(page, first);
  await foundCompany(theirs, second);

  await test.step("things of the same name are two things", async () => {
    await page.goto(`${portal}/${first.slug}/catalog/component/default/billing-core`);
    await theirs.goto(`${portal}/${second.slug}/catalog/component/default/billing-core`);
    await expect(page.getByText("of the elder")).toBeVisible();
    await expect(theirs.getByText("of the younger")).toBeVisible();
  });

  await test.step("a change in one reaches the page that is open there, and not the other's", async () => {
    const heard: string[] = [];
    await theirs.exposeFunction("heard", (text: string) => heard.push(text));
    await theirs.evaluate((slug) => {
      const source = new EventSource(`/api/${slug}/events`);
      for (const topic of ["catalog.entities", "catalog.repository", "ingest"])
        source.addEventListener(
          topic,
          (event) => void Reflect.get(window, "heard")(`${topic} ${event.data}`),
        );
      return new Promise((resolve) => source.addEventListener("open", resolve));
    }, second.slug);
    await push(first.org, "billing-core", [
      { path: "catalog-info.yaml", text: descriptor("of the elder, changed") },
    ]);
    await expect(page.getByText("of the elder, changed")).toBeVisible();
    await expect(theirs.getByText("of the younger")).toBeVisible();
    expect(heard).toEqual([]);
  });

  await test.step("search and list know only one's own", async () => {
    const found = await theirs.request.get(`${portal}/api/${second.slug}/search?q=only-here`);
    expect(await found.text()).not.toContain("only-here");
    await theirs.goto(`${portal}/${second.slug}/catalog?q=only-here`);
    await expect(theirs.getByText("Nothing matches these filters")).toBeVisible();
  });

  await test.step("the other's portal is not there", async () => {
    const answer = await theirs.goto(`${portal}/${first.slug}/catalog`);
    expect(answer?.status()).toBe(404);
    browserConsole.excuse(/status of 404/, "another company's portal answers 404, as it should");
  });

  await test.step("an organisation that feeds one portal cannot be taken by another", async () => {
    await theirs.goto(`${portal}/${second.slug}/setup/github`);
    await theirs.getByRole("button", { name: "Install on GitHub" }).click();
    await theirs.getByLabel(/Another size/).fill(first.org);
    await theirs.getByRole("button", { name: "Open" }).click();
    await theirs.getByRole("button", { name: "Install", exact: true }).click();
    await theirs.getByRole("button", { name: "Authorize Portico" }).click();
    await expect(
      theirs.getByRole("heading", { name: "This organisation is already connected to another portal" }),
    ).toBeVisible();
    await look(theirs, "github-refused");
  });

  await test.step("whoever is a member of neither is told so, without a hint of what is inside", async () => {
    const stranger = await openBrowser();
    await stranger.goto(`${portal}/sign-in`);
    await signInWithGitHub(stranger, "gus");
    await stranger.waitForURL((url) => url.origin === portal && !url.pathname.startsWith("/api/"));
    const answer = await stranger.goto(`${portal}/${first.slug}`);
    expect(answer?.status()).toBe(404);
    await expect(stranger.getByText(first.name)).toHaveCount(0);
  });
});
