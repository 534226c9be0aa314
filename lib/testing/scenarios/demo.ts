import { randomUUID } from "node:crypto";
import { z } from "zod";
import { grantsForRole } from "@/lib/access";
import { connectInstallation } from "@/lib/catalog";
import { decide, endTrial, startTrial } from "@/lib/entitlements";
import { github, type InstallationFacts } from "@/lib/github";
import { saveConnection, setConnectionEnabled } from "@/lib/identity";
import { saveSource } from "@/lib/imports";
import { config } from "@/lib/platform/config";
import type { TenantContext } from "@/lib/platform/context";
import { makeTenantContext } from "@/lib/platform/context/make";
import { asSystem, type SystemDb, withTenant } from "@/lib/platform/db";
import { logger } from "@/lib/platform/log";
import { parseUserId } from "@/lib/platform/types";
import { createTenant } from "@/lib/tenancy";

export type DemoCompany = {
  readonly slug: string;
  readonly name: string;
  readonly owner: { readonly login: string; readonly name: string; readonly email: string };
  /** an installation that exists on GitHub's stand-in */
  readonly installationId: number;
  readonly sso: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string };
  readonly trial: "running" | "ended";
  /** an inventory the company has had before, ready to be read */
  readonly inventory?: { readonly url: string; readonly key: string };
};

const membersSchema = z.array(z.object({ id: z.number().int(), login: z.string() }));

async function githubUserId(facts: InstallationFacts, login: string): Promise<string> {
  const route = "GET /orgs/{org}/members";
  const members = membersSchema.parse(
    await github().installation(facts.installationId).rest(route, { org: facts.accountLogin, per_page: 100 }),
  );
  const member = members.find((entry) => entry.login === login);
  if (!member) throw new Error(`${login} is no member of ${facts.accountLogin}`);
  return String(member.id);
}

/** The demo's founder may come by e-mail link or by GitHub: both identities are linked here, on purpose. */
async function insertFounder(db: SystemDb, owner: DemoCompany["owner"], githubId: string): Promise<string> {
  const [user] = await db.sql<{ id: string }>(
    "INSERT INTO portal_user (email, name) VALUES ($1, $2) RETURNING id::text",
    [owner.email, owner.name],
  );
  if (!user) throw new Error("no user row");
  const identities = [
    ["email", "email", owner.email],
    ["github", config().GITHUB_WEB_URL, githubId],
  ];
  for (const [provider, issuer, subject] of identities) {
    await db.sql("INSERT INTO account (user_id, provider, issuer, subject) VALUES ($1::uuid, $2, $3, $4)", [
      user.id,
      provider,
      issuer,
      subject,
    ]);
  }
  return user.id;
}

async function foundTenant(company: DemoCompany, githubId: string): Promise<TenantContext> {
  const { userId, tenantId } = await asSystem("demo", async (db) => {
    const id = await insertFounder(db, company.owner, githubId);
    const tenant = await createTenant(db, { name: company.name, slug: company.slug, ownerUserId: id });
    await startTrial(db, tenant.tenantId);
    return { userId: id, tenantId: tenant.tenantId };
  });
  return makeTenantContext({
    tenantId,
    slug: company.slug,
    tenantName: company.name,
    actor: {
      kind: "user",
      userId: parseUserId(userId),
      sessionId: randomUUID(),
      name: company.owner.name,
      email: company.owner.email,
    },
    grants: grantsForRole("owner"),
    features: decide(undefined, new Date()),
    requestId: randomUUID(),
    log: logger(),
  });
}

/**
 * Makes one demo company as its founder would: tenant, single sign-on, GitHub. Its catalog is then ingested by the workers.
 */
export async function makeDemoCompany(company: DemoCompany): Promise<void> {
  const facts = await github().getInstallation(company.installationId);
  const ctx = await foundTenant(company, await githubUserId(facts, company.owner.login));
  const connection = await saveConnection(ctx, {
    name: "Company login",
    issuer: company.sso.issuer,
    clientId: company.sso.clientId,
    clientSecret: company.sso.clientSecret,
    emailDomains: [company.owner.email.slice(company.owner.email.indexOf("@") + 1)],
    defaultRole: "viewer",
  });
  await setConnectionEnabled(ctx, { id: connection.id, enabled: true });
  if (company.trial === "ended") await withTenant(ctx, (db) => endTrial(db, ctx));
  await connectInstallation(ctx, { slug: company.slug, tenantId: ctx.tenantId, facts });
  if (company.inventory) await connectInventory(ctx, company.inventory);
}

const PAGES = { kind: "cursor", next: "next", into: { kind: "query", parameter: "cursor" } } as const;
const readOf = (name: string, mapping: string) => ({
  name,
  method: "GET" as const,
  path: `/v1/${name}`,
  query: { size: "50" },
  format: "json" as const,
  items: "items",
  paging: PAGES,
  mapping,
});

/** The stand-in inventory as a processor nobody has run yet: its first run is the visitor's. */
async function connectInventory(ctx: TenantContext, inventory: { url: string; key: string }): Promise<void> {
  await saveSource(ctx, {
    name: "House inventory",
    secrets: { key: inventory.key },
    definition: {
      schedule: "manual",
      mode: "replace",
      input: {
        kind: "http",
        baseUrl: inventory.url,
        auth: { kind: "header", header: "X-Api-Key", secret: "key" },
        headers: [],
        reads: [
          readOf(
            "products",
            `{ "kind": "System", "metadata": { "name": id, "title": name, "description": summary }, "spec": { "owner": team } }`,
          ),
          readOf(
            "stores",
            `{
  "kind": "Resource",
  "metadata": { "name": id, "title": name, "tags": [$tag(engine)] },
  "spec": { "type": "database", "owner": team, "system": product }
}`,
          ),
          readOf(
            "services",
            `{
  "kind": "Component",
  "metadata": {
    "name": id, "title": name, "description": summary,
    "tags": [labels.$tag($)], "labels": { "tier": $string(tier) },
    "links": [{ "url": runbook, "title": "Runbook" }]
  },
  "spec": {
    "type": "service", "owner": team, "system": product,
    "lifecycle": stage = "live" ? "production" : stage = "pilot" ? "experimental" : "deprecated",
    "dependsOn": [uses.$ref($substring($, 0, 3) = "db-" or $ = "lake" ? "resource" : "component", $)]
  }
}`,
          ),
        ],
      },
    },
  });
}
