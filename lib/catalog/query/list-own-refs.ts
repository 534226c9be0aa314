import type { TenantContext } from "@/lib/platform/context";
import { isIn } from "../served/ask/predicate";
import type { ServedCatalog } from "../served/served-catalog";

/** The signed-in person in the catalog, found by e-mail address or login, and their teams. Empty for tokens and strangers. */
export async function listOwnRefs(ctx: TenantContext, served: ServedCatalog): Promise<readonly string[]> {
  if (ctx.actor.kind !== "user") return [];
  const { email } = ctx.actor;
  const byMail = await served.select({
    where: {
      kind: "all",
      of: [isIn("kind", ["user"]), isIn("spec.profile.email", [email])],
    },
    limit: 1,
  });
  const login = served.find(`user:default/${email.split("@")[0]?.toLowerCase()}`);
  const ordinal = byMail.ordinals[0] ?? login;
  if (ordinal === undefined) return [];
  const teams = served.relationsOf(ordinal).filter((relation) => relation.type === "memberOf");
  return [served.row(ordinal).ref, ...teams.map((relation) => relation.targetRef)];
}
