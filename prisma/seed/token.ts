import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { issueApiToken } from "@/lib/identity";
import { asSystem, closeDatabase, withTenant } from "@/lib/platform/db";
import { AppError, messageOf } from "@/lib/platform/errors";
import { parseTenantId } from "@/lib/platform/types";
import { findTenantRow } from "@/lib/tenancy";

const USAGE = "Usage: npm run -s token -- --tenant SLUG --scopes catalog.entity.read,catalog.entity.write";

/** Prints an API token of a tenant: the token alone, so that a script can use it as it is. */
async function main(): Promise<string> {
  const { values } = parseArgs({
    options: {
      tenant: { type: "string" },
      scopes: { type: "string" },
      name: { type: "string", default: "Command line" },
    },
  });
  const { tenant: slug, scopes } = values;
  if (!slug || !scopes) throw new AppError("invalid_input", USAGE);
  const tenant = await asSystem("token-command", (db) => findTenantRow(db, slug));
  if (!tenant) throw new AppError("not_found", `There is no tenant "${slug}".`);
  const by = { actor: { kind: "system", job: "token-command" } as const, requestId: randomUUID() };
  const input = {
    name: values.name,
    scopes: scopes
      .split(",")
      .map((scope) => scope.trim())
      .filter(Boolean),
  };
  const { token } = await withTenant({ tenantId: parseTenantId(tenant.id) }, (db) =>
    issueApiToken(db, by, input),
  );
  return token;
}

try {
  console.log(await main());
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
} finally {
  await closeDatabase();
}
