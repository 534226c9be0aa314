import { asSystem } from "@/lib/platform/db";
import { findTenantRow } from "@/lib/tenancy";
import { listEnabledConnections } from "../store/connection-store";
import { listAdminContacts } from "../store/member-store";
import { findMembershipRow } from "../store/membership-store";
import { domainOf } from "./email-identity";

export type TenantSignInView = {
  readonly slug: string;
  readonly tenantName: string;
  readonly connections: readonly { readonly id: string; readonly name: string }[];
  readonly isMember: boolean;
  /** who may add the signed-in person; named only to people of the company's own e-mail domains */
  readonly admins: readonly { readonly name: string; readonly email: string; readonly role: string }[];
};

type Person = { readonly userId: string; readonly email: string; readonly tenantId: string | undefined };

/** What a tenant's own sign-in page shows. @returns undefined when there is no such tenant */
export async function findTenantSignIn(
  slug: string,
  person: Person | undefined,
): Promise<TenantSignInView | undefined> {
  return asSystem("tenant-sign-in", async (db) => {
    const tenant = await findTenantRow(db, slug);
    if (!tenant) return undefined;
    const connections = await listEnabledConnections(db, { slug });
    const membership = person && (await findMembershipRow(db, person.userId, slug));
    const isMember = Boolean(
      membership && (person?.tenantId === undefined || person.tenantId === membership.tenantId),
    );
    const contacts = person && !isMember ? await listAdminContacts(db, slug) : [];
    const domain = person ? domainOf(person.email) : "";
    const isColleague =
      connections.some((row) => row.emailDomains.includes(domain)) ||
      contacts.some((row) => domainOf(row.email) === domain);
    return {
      slug,
      tenantName: tenant.name,
      connections: connections.map(({ id, name }) => ({ id, name })),
      isMember,
      admins: isColleague && person?.tenantId === undefined ? contacts : [],
    };
  });
}
