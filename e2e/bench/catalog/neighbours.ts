import { createHash, randomBytes } from "node:crypto";
import type pg from "pg";
import { mintToken } from "../../fixtures/api-token";
import { portal } from "../../fixtures/product";
import { report } from "../report";
import type { Yardstick } from "../yardstick";
import { makeSample, type Sample } from "./data";
import { ask, type Question } from "./load";
import { asOwner } from "./processes";

const TENANT = "globex";
const ENTITIES = 100;
const NEIGHBOURS = 1_000;
const SCOPES = "catalog.entity.read,catalog.entity.write";

const questionsOf = ({ names, owners }: Sample): readonly Question[] => {
  const api = `/api/${TENANT}/catalog`;
  return [
    ...names.slice(0, 10).map((name) => ({ path: `${api}/entities/by-name/component/default/${name}` })),
    { path: `${api}/entities/by-query?limit=20&filter=kind%3Dcomponent&orderField=metadata.name,asc` },
    { path: `${api}/entity-facets?facet=kind&facet=spec.type&facet=metadata.tags` },
    ...owners.slice(0, 3).map((owner) => ({
      path: `${api}/entities/by-query?limit=20&filter=relations.ownedBy%3Dgroup:default/${owner}`,
    })),
  ];
};

async function columnsOf(client: pg.Client, table: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT quote_ident(column_name) AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND column_name <> 'tenant_id' ORDER BY ordinal_position`,
    [table],
  );
  return rows.map(({ name }) => name);
}

/** Copies of everything the catalog holds of a tenant, under new tenants, each with a token of its own. */
async function copyTenant(
  client: pg.Client,
): Promise<readonly { readonly slug: string; readonly token: string }[]> {
  const { rows: origins } = await client.query<{ id: string }>(
    "SELECT id::text FROM tenant WHERE slug = $1",
    [TENANT],
  );
  const origin = origins[0]?.id;
  if (origin === undefined) throw new Error(`there is no tenant ${TENANT}`);
  const made = Array.from({ length: NEIGHBOURS }, (_, i) => ({
    slug: `bench-${i}`,
    // The form of identity's tokens, see lib/identity/tokens/token-text.ts.
    token: `ptc_${randomBytes(6).toString("base64url")}_${randomBytes(32).toString("base64url")}`,
  }));
  await client.query("INSERT INTO tenant (slug, name) SELECT slug, slug FROM unnest($1::text[]) AS slug", [
    made.map(({ slug }) => slug),
  ]);
  await client.query(
    `INSERT INTO api_token (tenant_id, name, token_hash, prefix, scopes)
     SELECT t.id, 'bench', n.hash, 'bench', string_to_array($3, ',') FROM unnest($1::text[], $2::text[]) AS n(slug, hash) JOIN tenant t ON t.slug = n.slug`,
    [
      made.map(({ slug }) => slug),
      made.map(({ token }) => createHash("sha256").update(token).digest("hex")),
      SCOPES,
    ],
  );
  for (const table of ["source", "catalog_state", "entity", "fragment", "entity_revision"]) {
    const names = await columnsOf(client, table);
    // Ids may be the same in two tenants: every key begins with the tenant. Fragments of repositories would need those too.
    const whole = table === "fragment" ? "AND o.repository_id IS NULL" : "";
    await client.query(
      `INSERT INTO ${table} (tenant_id, ${names.join(", ")}) SELECT t.id, ${names.map((name) => `o.${name}`).join(", ")}
       FROM tenant t CROSS JOIN ${table} o WHERE t.slug LIKE 'bench-%' AND o.tenant_id = $1::uuid ${whole}`,
      [origin],
    );
  }
  return made;
}

/** A small tenant's reads alone, and again beside a thousand tenants as large, each of which has just been read. */
export async function benchNeighbours(yardstick: Yardstick): Promise<void> {
  const sample = makeSample(ENTITIES);
  const token = await mintToken(TENANT, SCOPES);
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const pushed = await fetch(`${portal}/api/${TENANT}/catalog/sets/bench?wait=true`, {
    method: "PUT",
    headers: { ...headers, "content-type": "application/x-ndjson" },
    body: new Uint8Array(sample.bytes),
  });
  if (!pushed.ok) throw new Error(`push answered ${pushed.status}: ${await pushed.text()}`);
  const questions = questionsOf(sample);
  const alone = await ask(questions, { headers, concurrency: 4, seconds: 6 });
  const neighbours = await asOwner(copyTenant);
  for (const { slug, token: theirs } of neighbours) {
    const response = await fetch(`${portal}/api/${slug}/catalog/entities/by-query?limit=1`, {
      headers: { authorization: `Bearer ${theirs}` },
    });
    if (!response.ok) throw new Error(`${slug} answered ${response.status}`);
    await response.arrayBuffer();
  }
  const beside = await ask(questions, { headers, concurrency: 4, seconds: 6 });
  report(
    {
      name: "catalog.beside-1,000-tenants p95",
      value: beside.p95 / Math.max(1, alone.p95),
      unit: "× alone",
      limit: 1.2,
      detail: { alone, beside },
    },
    yardstick,
  );
}
