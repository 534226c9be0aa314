import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { asSystem, withTenant } from "@/lib/platform/db";
import { readOwnTenant } from "@/lib/tenancy";
import { listProviders } from "../store/account-store";
import { listConnectionRows } from "../store/connection-store";
import { listMemberRows } from "../store/member-store";

const SEAT_DAYS = 30;

export type MemberView = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly image: string | undefined;
  readonly role: string;
  /** "E-mail link", "GitHub", or the connection's name */
  readonly method: string;
  readonly joinedAt: Date;
  readonly lastSignInAt: Date | undefined;
  /** signed in within the last 30 days: what a seat is */
  readonly hasSeat: boolean;
  readonly isSelf: boolean;
};

export type MemberList = {
  readonly members: readonly MemberView[];
  readonly seats: number;
  readonly defaultRole: string;
};

/** Everybody who may enter, how they sign in and who takes a seat. */
export async function listMembers(ctx: TenantContext, now = new Date()): Promise<MemberList> {
  requirePermission(ctx, "member.read");
  const [rows, connections, tenant] = await withTenant(
    ctx,
    async (db) => [await listMemberRows(db), await listConnectionRows(db), await readOwnTenant(db)] as const,
  );
  const providers = await asSystem("list-sign-in-methods", (db) =>
    listProviders(
      db,
      rows.map((row) => row.userId),
    ),
  );
  const methodOf = new Map(
    providers.map(({ userId, provider }) => [userId, toMethod(provider, connections)]),
  );
  const seatSince = now.getTime() - SEAT_DAYS * 86_400_000;
  const members = rows.map((row) => ({
    userId: row.userId,
    name: row.name ?? row.email,
    email: row.email,
    image: row.image ?? undefined,
    role: row.role,
    method: methodOf.get(row.userId) ?? "None",
    joinedAt: row.createdAt,
    lastSignInAt: row.lastSignInAt ?? undefined,
    hasSeat: row.lastSignInAt !== null && row.lastSignInAt.getTime() >= seatSince,
    isSelf: ctx.actor.kind === "user" && ctx.actor.userId === row.userId,
  }));
  return {
    members,
    seats: members.filter((member) => member.hasSeat).length,
    defaultRole: tenant?.defaultRole ?? "viewer",
  };
}

function toMethod(provider: string, connections: readonly { id: string; name: string }[]): string {
  if (provider === "email") return "E-mail link";
  if (provider === "github") return "GitHub";
  return (
    connections.find((connection) => provider === `sso:${connection.id}`)?.name ?? "Removed single sign-on"
  );
}
