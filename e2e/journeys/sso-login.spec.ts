import { idpClients } from "../fakes/credentials";
import { inventCompany } from "../fixtures/company";
import { look } from "../fixtures/look";
import { idp, portal } from "../fixtures/product";
import { signInBySso, signUpByEmail } from "../fixtures/steps";
import { expect, test } from "../fixtures/test";

test("an admin sets up single sign-on, and a developer comes in by it", async ({
  page,
  openBrowser,
  browserConsole,
}) => {
  const company = inventCompany("Sso", 3);
  const other = inventCompany("Neighbour", 3);
  const client = idpClients.find(({ realm }) => realm === "globex");
  if (!client) throw new Error("the stand-in IdP has no realm globex");
  const developer = `dev@${company.slug}.example`;
  await signUpByEmail(page, company);

  await test.step("the test button says what the provider answered, before anything is saved", async () => {
    await page.goto(`${portal}/${company.slug}/settings/sso`);
    await page.getByLabel("Name", { exact: true }).fill("Sso Works login");
    await page.getByLabel("Issuer").fill(`${idp}/${client.realm}`);
    await page.getByLabel("Client id").fill(client.clientId);
    await page.getByLabel("Client secret").fill("not the secret");
    await page.getByRole("button", { name: "Test connection" }).click();
    await expect(page.getByText("The provider answers, but refuses the client")).toBeVisible();
    await page.getByLabel("Client secret").fill(client.clientSecret);
    await page.getByRole("button", { name: "Test connection" }).click();
    await expect(page.getByText("Accepted: id and secret are right")).toBeVisible();
    await look(page, "settings-sso");
  });

  await test.step("a domain nobody proved is refused, the founder's own is taken", async () => {
    await page.getByLabel("E-mail domains").fill("somebody-else.example");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText(/Nobody has proved somebody-else\.example/)).toBeVisible();
    await page.getByLabel("E-mail domains").fill(`${company.slug}.example`);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Sso Works login is off")).toBeVisible();
    await page.getByRole("button", { name: "Turn on" }).click();
    await expect(page.getByText("Sso Works login is on")).toBeVisible();
  });

  const theirs = await openBrowser();
  await theirs.goto(`${portal}/sign-in`);
  await look(theirs, "sign-in");
  await signInBySso(theirs, developer);

  await test.step("the developer is in, as a viewer", async () => {
    await expect(theirs).toHaveURL(`${portal}/${company.slug}`);
    await theirs.goto(`${portal}/${company.slug}/settings/members`);
    const row = theirs.getByRole("row").filter({ hasText: developer });
    await expect(row).toContainText("Viewer");
    await look(theirs, "settings-members");
    await theirs.goto(`${portal}/${company.slug}/settings/sso`);
    await expect(theirs.getByText("sso.manage")).toBeVisible();
    await look(theirs, "forbidden");
  });

  await test.step("the admin sees the new member", async () => {
    await page.goto(`${portal}/${company.slug}/settings/members`);
    await expect(page.getByRole("row").filter({ hasText: developer })).toBeVisible();
  });

  await test.step("the session is nothing in another company's portal", async () => {
    await signUpByEmail(await openBrowser(), other);
    const answer = await theirs.goto(`${portal}/${other.slug}/catalog`);
    expect(answer?.status()).toBe(404);
    await expect(theirs.getByText(other.name)).toHaveCount(0);
    const api = await theirs.request.get(`${portal}/api/${other.slug}/catalog/entities`);
    expect(api.status()).toBe(404);
    browserConsole.excuse(/status of 404/, "the other company's portal answers 404, as it should");
  });

  await test.step("the company's own sign-in page offers the provider", async () => {
    const third = await openBrowser();
    await third.goto(`${portal}/${company.slug}/sign-in`);
    await look(third, "tenant-sign-in");
    await third.getByRole("button", { name: "Continue with Sso Works login" }).click();
    await third.getByLabel("Work email").fill(developer);
    await third.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(third).toHaveURL(`${portal}/${company.slug}`);
  });

  await test.step("a provider that answers with a forged token lets nobody in, and says why", async () => {
    const third = await openBrowser();
    await third.request.post(`${idp}/_control/token`, { data: { fault: "iss" } });
    await signInBySso(third, developer);
    await expect(third).toHaveURL(/\/sign-in\/error/);
    await look(third, "sign-in-error");
    await third.goto(`${portal}/${company.slug}`);
    await expect(third).toHaveURL(/\/sign-in/);
  });
});
