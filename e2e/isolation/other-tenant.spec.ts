import type { APIResponse, Page } from "@playwright/test";
import { z } from "zod";
import { mintToken } from "../fixtures/api-token";
import { type Company, inventCompany } from "../fixtures/company";
import { createRepository } from "../fixtures/github-world";
import { portal } from "../fixtures/product";
import { foundCompany, signUpByEmail } from "../fixtures/steps";
import { expect, test } from "../fixtures/test";
import { fillRoute, listActions, listOperations, listRoutes, type Operation, routeOfPage } from "./routes";

const CANARY = "canary-of-the-first-tenant";
const values = {
  kind: "component",
  namespace: "default",
  name: "vault",
  plugin: "github-actions",
  nextauth: "session",
  source: "00000000-0000-4000-8000-000000000001",
  run: "00000000-0000-4000-8000-000000000002",
};

/** Routes that belong to no tenant. A new one is put here on purpose, or it must have [tenant] in its address. */
const COMMON = new Set([
  "/",
  "/pricing",
  "/sign-in",
  "/sign-in/check-mail",
  "/sign-in/continue",
  "/sign-in/error",
  "/sign-in/github-refused",
  "/sign-in/link",
  "/sign-up",
  "/sign-up/finish",
  "/api/auth/[...nextauth]",
  "/api/github/callback",
  "/api/github/setup",
  "/api/webhooks/github",
  "/api/webhooks/stripe",
  "/healthz",
  "/readyz",
  "/icon.svg",
  "/_not-found",
  "/_global-error",
]);
/** Anybody may see a company's sign-in page: its name and its ways in, nothing else. */
const SIGN_IN = "/[tenant]/sign-in";

const tenantRoutes = () => listRoutes().filter((route) => route.includes("[tenant]"));

async function foundFirst(page: Page): Promise<Company> {
  const first = inventCompany("First", 3);
  await createRepository(first.org, "vault", {
    "README.md": `# Vault\n\n${CANARY}\n`,
    "catalog-info.yaml": `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: vault\n  description: ${CANARY}\n  tags: [${CANARY}]\nspec:\n  type: service\n  lifecycle: production\n  owner: team-billing\n`,
  });
  await foundCompany(page, first);
  return first;
}

/** Calls an operation as the portal's own page would, with a token when one is given. */
async function call(
  who: Page,
  tenant: string,
  { method, path, body }: Operation,
  token?: string,
): Promise<APIResponse> {
  return who.request.fetch(portal + path.replace("{tenant}", tenant), {
    method,
    maxRedirects: 0,
    headers: {
      origin: portal,
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { data: body }),
  });
}

const ALL_SCOPES = "catalog.entity.read,catalog.entity.write,catalog.source.manage,plugin.query";

async function requireNothingOf(first: Company, answer: APIResponse, what: string): Promise<void> {
  const text = await answer.text();
  for (const secret of [CANARY, first.owner])
    expect(text.includes(secret), `${what} shows ${secret}`).toBe(false);
  if (!what.includes("/sign-in"))
    expect(text.includes(first.name), `${what} shows the company's name`).toBe(false);
}

// What leaks here is one customer's source code, people and secrets to another.
test("no route and no action of one tenant answers another tenant's session, or none", async ({
  page,
  openBrowser,
}) => {
  const first = await foundFirst(page);
  const theirs = await openBrowser();
  const second = inventCompany("Second", 3);
  await signUpByEmail(theirs, second);
  const nobody = await openBrowser();
  const noRedirect = { maxRedirects: 0 } as const;

  await test.step("the first tenant itself sees its canary, so its absence elsewhere means something", async () => {
    for (const route of [
      "/[tenant]/catalog",
      "/[tenant]/catalog/[kind]/[namespace]/[name]",
      "/api/[tenant]/catalog/entities",
    ]) {
      const answer = await page.request.get(portal + fillRoute(route, { ...values, tenant: first.slug }));
      expect(answer.status(), route).toBe(200);
      expect(await answer.text(), route).toContain(CANARY);
    }
  });

  await test.step("every route is a tenant's or is known to be nobody's", () => {
    expect(listRoutes().filter((route) => !route.includes("[tenant]") && !COMMON.has(route))).toEqual([]);
  });

  await test.step("with another tenant's session: 404, and nothing in it", async () => {
    for (const route of tenantRoutes()) {
      const path = fillRoute(route, { ...values, tenant: first.slug });
      const answer = await theirs.request.get(portal + path, noRedirect);
      expect.soft(answer.status(), route).toBe(route === SIGN_IN ? 200 : 404);
      await requireNothingOf(first, answer, route);
      if (route.startsWith("/api/")) continue;
      const flight = await theirs.request.get(`${portal}${path}?_rsc=x`, {
        ...noRedirect,
        headers: { rsc: "1" },
      });
      await requireNothingOf(first, flight, `${route} as data`);
    }
  });

  await test.step("with no session: to the sign-in page, or 401", async () => {
    for (const route of tenantRoutes()) {
      const answer = await nobody.request.get(
        portal + fillRoute(route, { ...values, tenant: first.slug }),
        noRedirect,
      );
      const expected = route === SIGN_IN ? 200 : route.startsWith("/api/") ? 401 : 307;
      expect.soft(answer.status(), route).toBe(expected);
      await requireNothingOf(first, answer, route);
    }
  });

  await test.step("a tenant that does not exist looks the same as one of others", async () => {
    for (const route of tenantRoutes().filter((one) => one !== SIGN_IN)) {
      const answer = await theirs.request.get(
        portal + fillRoute(route, { ...values, tenant: "no-such-tenant" }),
        noRedirect,
      );
      expect.soft(answer.status(), route).toBe(404);
    }
  });

  await test.step("no Server Action works for a slug of others", async () => {
    const actions = listActions().filter(
      ({ file, name }) => file.includes("(portal)") && name !== "signOutHere",
    );
    expect(actions.length).toBeGreaterThan(10);
    for (const [who, expected] of [
      [theirs, "not_found"],
      [nobody, "unauthenticated"],
    ] as const) {
      for (const action of actions) {
        const path = fillRoute(routeOfPage(action.page), { ...values, tenant: second.slug });
        const answer = await who.request.post(portal + path, {
          maxRedirects: 0,
          headers: {
            "next-action": action.id,
            accept: "text/x-component",
            origin: portal,
            "content-type": "text/plain;charset=UTF-8",
          },
          data: JSON.stringify([first.slug, {}]),
        });
        expect.soft(await answer.text(), `${action.name} as ${expected}`).toContain(`"code":"${expected}"`);
      }
    }
  });

  await test.step("every operation of the API refuses another tenant's session and token, and whoever has none", async () => {
    const operations = listOperations(await (await nobody.request.get(`${portal}/api/openapi.json`)).json());
    expect(operations.length).toBeGreaterThan(20);
    const token = await mintToken(second.slug, ALL_SCOPES);
    const own = await nobody.request.get(`${portal}/api/${second.slug}/catalog/entities`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(own.status()).toBe(200);
    for (const operation of operations) {
      for (const [who, tenant, given, expected] of [
        [theirs, first.slug, undefined, 404],
        [nobody, first.slug, undefined, 401],
        [nobody, first.slug, token, 404],
        [theirs, "no-such-tenant", undefined, 404],
        [nobody, "no-such-tenant", token, 404],
      ] as const) {
        const answer = await call(who, tenant, operation, given);
        expect.soft(answer.status(), `${operation.id} of ${tenant}`).toBe(expected);
        await requireNothingOf(first, answer, operation.id);
      }
      if (operation.method === "GET") continue;
      const elsewhere = await page.request.fetch(portal + operation.path.replace("{tenant}", first.slug), {
        method: operation.method,
        headers: { origin: "https://evil.example", "content-type": "application/json" },
        ...(operation.body === undefined ? {} : { data: operation.body }),
      });
      expect.soft(elsewhere.status(), `${operation.id} from a page of others`).toBe(403);
    }
  });

  await test.step("the first tenant's names and ids mean nothing in another's API", async () => {
    const token = await mintToken(second.slug, ALL_SCOPES);
    const headers = { authorization: `Bearer ${token}` };
    const mine = await page.request.get(
      `${portal}/api/${first.slug}/catalog/entities/by-name/component/default/vault`,
    );
    const { uid } = z.object({ metadata: z.object({ uid: z.string() }) }).parse(await mine.json()).metadata;
    const base = `${portal}/api/${second.slug}/catalog`;
    for (const path of [`by-uid/${uid}`, "by-name/component/default/vault"]) {
      const answer = await nobody.request.get(`${base}/entities/${path}`, { headers });
      expect.soft(answer.status(), path).toBe(404);
    }
    const refs = await nobody.request.post(`${base}/entities/by-refs`, {
      headers,
      data: { entityRefs: ["component:default/vault"] },
    });
    expect(await refs.json()).toEqual({ items: [null] });
    expect((await nobody.request.delete(`${base}/entities/by-uid/${uid}`, { headers })).status()).toBe(204);
    const still = await page.request.get(`${portal}/api/${first.slug}/catalog/entities/by-uid/${uid}`);
    expect(still.status()).toBe(200);
  });
});
