/** Whatever runs SQL: a pg Client or Pool. */
export type Queryable = {
  query(sql: string): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
};

/** Unique indexes of tenant tables that may span tenants, each with the reason why nothing leaks or collides by it. */
const ACROSS_TENANTS: Readonly<Record<string, string>> = {
  session_pkey: "random uuid; a session is looked up before its tenant is known",
  session_token_hash_key: "hash of a random secret, looked up before the tenant is known",
  api_token_token_hash_key: "hash of a random secret, looked up before the tenant is known",
  outbox_pkey: "random uuid; the queue delivers ids and reads the tenant from the row",
  installation_installation_id_key: "GitHub's number; one installation may belong to one tenant only",
  stripe_customer_customer_id_key: "Stripe's random id; one customer may belong to one tenant only",
};

/** Functions that may run with their owner's rights, each with the reason why they reach no other tenant; a new one needs a review. */
const OWNER_RIGHTS: Readonly<Record<string, string>> = {
  "delete_catalog_of_tenant()":
    "a trigger, which nobody can call; deletes rows of the deleted tenant, as a foreign key's cascade would",
  "delete_fragments_of_source()":
    "a trigger, which nobody can call; deletes rows of the deleted source, as a foreign key's cascade would",
};

type Rule = { readonly says: string; readonly sql: string; readonly allowed?: Iterable<string> };

const TENANT_TABLES = `SELECT c.oid, c.relname FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')`;

// Each query lists offenders under the name `found`.
const RULES: readonly Rule[] = [
  {
    says: "has a tenant_id, but row security is not both enabled and forced",
    sql: `SELECT t.relname AS found FROM (${TENANT_TABLES}) t JOIN pg_class c USING (oid)
           WHERE NOT (c.relrowsecurity AND c.relforcerowsecurity)`,
  },
  {
    says: "has no policy that compares tenant_id with current_tenant() for reading and for writing",
    sql: `SELECT t.relname AS found FROM (${TENANT_TABLES}) t WHERE NOT EXISTS (
            SELECT FROM pg_policy p WHERE p.polrelid = t.oid AND p.polcmd = '*' AND p.polpermissive
              AND pg_get_expr(p.polqual, p.polrelid) ~ 'tenant_id = .*current_tenant\\(\\)'
              AND pg_get_expr(p.polwithcheck, p.polrelid) ~ 'tenant_id = .*current_tenant\\(\\)')`,
  },
  {
    says: "is a permissive policy for the product's role that does not ask for the tenant (policies add up)",
    sql: `SELECT t.relname || '.' || p.polname AS found FROM (${TENANT_TABLES}) t JOIN pg_policy p ON p.polrelid = t.oid
           WHERE p.polpermissive
             AND NOT p.polroles = ARRAY['portico_system'::regrole::oid]
             AND coalesce(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) !~ 'current_tenant\\(\\)'`,
  },
  {
    says: "is a view without security_invoker: it would read with its owner's rights",
    sql: `SELECT relname AS found FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'
             AND NOT coalesce(reloptions, '{}') @> ARRAY['security_invoker=true']`,
  },
  {
    says: "is a materialized view: row security does not reach it",
    sql: "SELECT relname AS found FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'm'",
  },
  {
    says: "runs with its owner's rights (SECURITY DEFINER) and is not on the list",
    sql: `SELECT oid::regprocedure::text AS found FROM pg_proc
           WHERE prosecdef AND pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)`,
    allowed: Object.keys(OWNER_RIGHTS),
  },
  {
    says: "is a role of the product with more rights than row security can hold",
    sql: `SELECT rolname AS found FROM pg_roles WHERE rolname IN ('portico_app', 'portico_system')
             AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication
               OR (rolname = 'portico_app' AND rolinherit))`,
  },
  {
    says: "is a role the product may become besides portico_system",
    sql: `SELECT rolname AS found FROM pg_roles
           WHERE rolname NOT IN ('portico_app', 'portico_system') AND pg_has_role('portico_app', oid, 'MEMBER')`,
  },
  {
    says: "belongs to the product's role, which must own nothing in public",
    sql: `SELECT relname AS found FROM pg_class WHERE relnamespace = 'public'::regnamespace
             AND relowner IN (SELECT oid FROM pg_roles WHERE rolname IN ('portico_app', 'portico_system'))`,
  },
  {
    says: "is a schema in which the product's role may create",
    sql: `SELECT nspname AS found FROM pg_namespace
           WHERE nspname !~ '^pg_' AND nspname <> 'bullmq' AND has_schema_privilege('portico_app', oid, 'CREATE')`,
  },
  {
    says: "is a foreign key between tenant tables that does not carry the tenant: a row could point into another tenant",
    sql: `SELECT k.conrelid::regclass || '.' || k.conname AS found FROM pg_constraint k
            JOIN (${TENANT_TABLES}) a ON a.oid = k.conrelid JOIN (${TENANT_TABLES}) b ON b.oid = k.confrelid
           WHERE k.contype = 'f' AND NOT EXISTS (
             SELECT FROM unnest(k.conkey, k.confkey) AS pair(own, other)
               JOIN pg_attribute x ON x.attrelid = k.conrelid AND x.attnum = pair.own AND x.attname = 'tenant_id'
               JOIN pg_attribute y ON y.attrelid = k.confrelid AND y.attnum = pair.other AND y.attname = 'tenant_id')`,
  },
  {
    says: "is a unique index without the tenant: two tenants would collide, and one could learn what the other has",
    sql: `SELECT i.indexrelid::regclass::text AS found FROM pg_index i JOIN (${TENANT_TABLES}) t ON t.oid = i.indrelid
           WHERE i.indisunique AND NOT EXISTS (
             SELECT FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attname = 'tenant_id' AND a.attnum = ANY (i.indkey))`,
    allowed: Object.keys(ACROSS_TENANTS),
  },
];

/**
 * Reads the catalogue of a migrated database and lists every way in which tenants are not kept apart.
 *
 * @param db - as the owner, who sees all tables
 * @returns one line per offender; empty when all is well
 */
export async function checkTenantTables(db: Queryable): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { says, sql, allowed } of RULES) {
    const exempt = new Set(allowed);
    for (const row of (await db.query(sql)).rows) {
      const found = String(row.found);
      if (!exempt.has(found)) problems.push(`${found} ${says}`);
    }
  }
  return problems;
}
