import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import type { Json } from "@/lib/platform/types";
import { parseQuestion, repositoryHost } from "../explain/question";
import { tenantKinds } from "../kinds/load-kinds";
import { checkEntity } from "../model/check-entity";
import { barredWords, kindGate } from "../model/kind-rules";
import { parseLocationRef } from "../model/location-ref";
import { findExplainRepository } from "../store/explain-store";
import { listKindRules } from "../store/kind-rule-store";

export type EntityProblem = { readonly name: "InputError"; readonly message: string };

/**
 * Checks an entity as ingest would, by the tenant's kinds and by which repositories may declare them, without storing it.
 *
 * @param location - where it is said to come from, `url:https://…`
 * @returns what is wrong with it, envelope first; nothing for a valid one
 */
export async function validateEntity(
  ctx: TenantContext,
  entity: Json,
  location: string,
): Promise<readonly EntityProblem[]> {
  requirePermission(ctx, "catalog.entity.read");
  const place = parseLocationRef(location);
  if (place?.type !== "url")
    return [
      {
        name: "InputError",
        message: `Invalid location ref "${location.slice(0, 200)}": write url:https://…`,
      },
    ];
  const checked = checkEntity(entity, await tenantKinds(ctx));
  const problems = checked.issues ?? (await barredFrom(ctx, checked.entity.kind, place.target));
  return problems.map(({ message, fix }) => ({ name: "InputError", message: `${message}. ${fix}` }));
}

/** What stands against a kind in the repository of an address, where the portal knows that repository. */
async function barredFrom(ctx: TenantContext, kind: string, target: string) {
  const question = parseQuestion(target, undefined);
  if (question.kind !== "repository" && question.kind !== "file") return [];
  return withTenantSql(ctx, async (db) => {
    const repository = await findExplainRepository(db, question.owner, question.name);
    // Another host may have a repository of the same name.
    if (!repository || repositoryHost(target) !== repositoryHost(repository.url)) return [];
    const elsewhere = kindGate(await listKindRules(db), repository.id)(kind);
    return elsewhere ? [barredWords(kind, elsewhere)] : [];
  });
}
