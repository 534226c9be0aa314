import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import type { Json } from "@/lib/platform/types";
import { parseQuestion, repositoryHost, splitRest } from "../explain/question";
import { type Place, type Refusal, resolveTarget } from "../ingest/read/target";
import { tenantKinds } from "../kinds/load-kinds";
import { checkEntity } from "../model/check-entity";
import { isJsonObject } from "../model/entity";
import { barredWords, kindGate } from "../model/kind-rules";
import { parseLocationRef } from "../model/location-ref";
import { type ExplainRepositoryRow, findExplainRepository } from "../store/explain-store";
import { listKindRules } from "../store/kind-rule-store";
import { standIn } from "./placeholder-stand-ins";

export type EntityProblem = { readonly name: "InputError"; readonly message: string };

/**
 * Checks an entity as ingest would, by the tenant's kinds and by which repositories may declare them, without storing it.
 *
 * The files that `$text`, `$json` and `$yaml` name are not read, since they may come with the same commit: a text stands for
 * `$text`, anything for the others. Targets that ingest reads from no repository are problems here too.
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
  const found = await findHome(ctx, place.target);
  const { value, refused, known } = standIn(entity, refusalIn(found));
  const checked = checkEntity(value, await tenantKinds(ctx));
  const problems = [...refused, ...known(checked.issues ?? [])];
  const barred = problems.length === 0 ? await barredFrom(ctx, value, found?.repository) : [];
  return [...problems, ...barred].map(({ message, fix }) => ({
    name: "InputError",
    message: `${message}. ${fix}`,
  }));
}

/** The repository an address leads into, and the file in it. */
type Home = {
  readonly place: Place;
  readonly file: string;
  /** where the portal knows it */
  readonly repository: ExplainRepositoryRow | undefined;
};

async function findHome(ctx: TenantContext, target: string): Promise<Home | undefined> {
  const question = parseQuestion(target, undefined);
  const host = repositoryHost(target);
  if ((question.kind !== "repository" && question.kind !== "file") || host === undefined) return undefined;
  const { owner, name } = question;
  const row = await withTenantSql(ctx, (db) => findExplainRepository(db, owner, name));
  // Another host may have a repository of the same name.
  const repository = row && repositoryHost(row.url) === host ? row : undefined;
  const defaultBranch = repository?.defaultBranch ?? undefined;
  return {
    place: { url: repository?.url ?? `https://${host}/${owner}/${name}`, defaultBranch },
    file: question.kind === "file" ? splitRest(question.rest, defaultBranch).path : "",
    repository,
  };
}

function refusalIn(home: Home | undefined): (target: string) => Refusal | undefined {
  return (target) => {
    const refusal = home && resolveTarget(home.place, home.file, target).refusal;
    // Which branch is read is known of connected repositories only.
    return refusal?.why === "branch" && !home?.repository ? undefined : refusal;
  };
}

/** What stands against a kind in the repository it is said to come from. */
async function barredFrom(ctx: TenantContext, entity: Json, repository: ExplainRepositoryRow | undefined) {
  if (!repository || !isJsonObject(entity) || typeof entity.kind !== "string") return [];
  const { kind } = entity;
  const rules = await withTenantSql(ctx, listKindRules);
  const elsewhere = kindGate(rules, repository.id)(kind);
  return elsewhere ? [barredWords(kind, elsewhere)] : [];
}
