import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { idpClients, inventoryKey } from "@/e2e/fakes/credentials";
import { closeDatabase } from "@/lib/platform/db";
import { makeDemoCompany } from "@/lib/testing/scenarios/demo";

// `npm start` runs this once, beside the stand-ins; the workers then ingest both companies while one signs in.

const env = z
  .object({
    GITHUB_WEB_URL: z.url(),
    PORTICO_URL: z.url(),
    PORTICO_DATA_DIR: z.string(),
    FAKES_PORT_BASE: z.coerce.number().int().default(4101),
  })
  .parse(process.env);

/** Installs the App as an administrator would on GitHub's page. */
async function install(account: string, by: string): Promise<number> {
  const response = await fetch(`${env.GITHUB_WEB_URL}/_control/installations`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ account, by }),
  });
  if (!response.ok)
    throw new Error(`the GitHub stand-in answered ${response.status}: ${await response.text()}`);
  return z.object({ id: z.number().int() }).parse(await response.json()).id;
}

function ssoOf(realm: string) {
  const client = idpClients.find((entry) => entry.realm === realm);
  if (!client) throw new Error(`the stand-in IdP has no realm ${realm}`);
  return {
    issuer: `http://127.0.0.1:${env.FAKES_PORT_BASE + 2}/${realm}`,
    clientId: client.clientId,
    clientSecret: client.clientSecret,
  };
}

const acme = {
  slug: "acme",
  name: "Acme",
  owner: { login: "ada", name: "Ada Obi", email: "ada@acme.example" },
};
const globex = {
  slug: "globex",
  name: "Globex",
  owner: { login: "gus", name: "Gus Lindqvist", email: "gus@globex.example" },
};

await makeDemoCompany({
  ...acme,
  installationId: await install("acme", "ada"),
  sso: ssoOf("acme"),
  trial: "running",
  inventory: { url: `http://127.0.0.1:${env.FAKES_PORT_BASE + 6}`, key: inventoryKey },
});
await makeDemoCompany({
  ...globex,
  installationId: await install("globex", "gus"),
  sso: ssoOf("globex"),
  trial: "ended",
});

const file = path.join(env.PORTICO_DATA_DIR, "demo-logins.json");
if (!existsSync(file)) {
  const logins = [
    {
      company: "Acme (Business trial)",
      who: "Ada, owner",
      url: `${env.PORTICO_URL}/acme/sign-in`,
      how: "Continue with GitHub, as ada",
    },
    {
      company: "Acme (Business trial)",
      who: "Ben, developer",
      url: `${env.PORTICO_URL}/sign-in`,
      how: "company e-mail ben@acme.example, then the company's login",
    },
    {
      company: "Globex (Free)",
      who: "Gus, owner",
      url: `${env.PORTICO_URL}/globex/sign-in`,
      how: "Continue with GitHub, as gus",
    },
  ];
  writeFileSync(file, JSON.stringify(logins, undefined, 2));
}
await closeDatabase();
