import type { Person } from "@/app/_server/context";
import { findTenantOfInstallation } from "@/lib/github";
import { listMemberships } from "@/lib/identity";
import { asSystem } from "@/lib/platform/db";

/** Where a person goes who changed an installation on GitHub: its settings here, if it is connected to a portal of theirs. */
export async function settingsOfInstallation(
  person: Person,
  installationId: number,
): Promise<string | undefined> {
  const tenantId = await asSystem("find-installation", (db) => findTenantOfInstallation(db, installationId));
  const membership = (await listMemberships(person)).find((one) => one.tenantId === tenantId);
  return membership ? `/${membership.slug}/settings/github` : undefined;
}
