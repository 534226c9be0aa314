import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { type TenantSql, withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { readKindsAgain } from "../jobs";
import { loadKinds } from "../kinds/load-kinds";
import type { KindRule } from "../model/kind-rules";
import { meantKind } from "../model/kinds";
import { lockCatalog } from "../store/entity-store";
import { findRepositoriesByName, listKindRules, replaceKindRules } from "../store/kind-rule-store";
import { type KindRulesView, toView } from "./list-kind-rules";

export const kindRulesInput = z.strictObject({
  /** kinds that not every repository may declare; those that are not named may be declared by all */
  rules: z
    .array(
      z.strictObject({
        kind: z.string().min(1).max(63),
        /** `owner/name` of those that may; none: no repository may */
        repositories: z.array(z.string().min(3).max(201)).max(200),
      }),
    )
    .max(100),
});
type KindRulesInput = z.infer<typeof kindRulesInput>;

/** Names of kinds and repositories as the catalog has them. @throws AppError invalid_input - for one it has not */
async function resolve(
  db: TenantSql,
  { rules }: KindRulesInput,
  before: readonly KindRule[],
): Promise<readonly KindRule[]> {
  const kinds = await loadKinds(db);
  const found = await findRepositoriesByName(
    db,
    rules.flatMap(({ repositories }) => repositories),
  );
  const byName = new Map(found.map((one) => [one.name.toLowerCase(), one]));
  const seen = new Set<string>();
  return rules.map(({ kind: given, repositories }) => {
    const kind = given.toLowerCase();
    // A kind of the tenant's own that is switched off keeps its rule.
    if (!meantKind(kind, kinds) && !before.some((rule) => rule.kind === kind))
      throw new AppError(
        "invalid_input",
        `There is no kind ${given}. Name one of ${kinds.names.join(", ")}.`,
      );
    if (seen.has(kind)) throw new AppError("invalid_input", `There are two rules for ${given}; give it one.`);
    seen.add(kind);
    const named = repositories.map((name) => {
      const repository = byName.get(name.toLowerCase());
      if (repository) return repository;
      throw new AppError(
        "invalid_input",
        `${name} is not among the repositories Portico reads. Write owner/name of one that is.`,
      );
    });
    return { kind, repositories: [...new Map(named.map((one) => [one.id, one])).values()] };
  });
}

/** Kinds whose rule is another one now. */
function changedKinds(before: readonly KindRule[], after: readonly KindRule[]): readonly string[] {
  const textOf = (rules: readonly KindRule[], kind: string) =>
    rules
      .find((rule) => rule.kind === kind)
      ?.repositories.map(({ id }) => id)
      .sort()
      .join();
  const kinds = new Set([...before, ...after].map(({ kind }) => kind));
  return [...kinds].filter((kind) => textOf(before, kind) !== textOf(after, kind)).sort();
}

/**
 * Says which repositories may declare which kinds; replaces what was said before. Repositories it concerns are read again: what is
 * refused from now on becomes a problem and keeps its last good version, what is allowed again is taken.
 *
 * @throws AppError forbidden - without catalog.source.manage; invalid_input - a kind or repository that is not there
 */
export async function putKindRules(ctx: TenantContext, input: KindRulesInput): Promise<KindRulesView> {
  requirePermission(ctx, "catalog.source.manage");
  return withTenantSql(ctx, async (db) => {
    await lockCatalog(db);
    const before = await listKindRules(db);
    const after = await resolve(db, input, before);
    const kinds = changedKinds(before, after);
    const view = toView(after, await loadKinds(db));
    if (kinds.length === 0) return view;

    await replaceKindRules(
      db,
      after.map(({ kind, repositories }) => ({ kind, repositoryIds: repositories.map(({ id }) => id) })),
    );
    await recordAudit(db, ctx, {
      action: "catalog.kind_rules.changed",
      target: kinds.join(", "),
      before: toView(before, await loadKinds(db)),
      after: view,
    });
    await enqueue(db, readKindsAgain, { kinds: [...kinds] }, { requestId: ctx.requestId });
    return view;
  });
}
