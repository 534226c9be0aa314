import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { type TenantSql, withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events";
import { actorName } from "./actor-name";
import {
  type Definition,
  definitionSchema,
  originOf,
  readDefinition,
  requireBareAddress,
  secretsOf,
} from "./model/definition";
import { nextRunAt } from "./model/schedule";
import { requireSavableExpressions } from "./run/check-expressions";
import { listSecretNames, replaceSecrets } from "./run/source-secrets";
import { IMPORT_TOPIC } from "./run/topic";
import {
  findSource,
  findSourceByName,
  insertSource,
  lockNames,
  type SourceRow,
  updateSource,
} from "./store/source-store";

export const sourceNameSchema = z
  .string()
  .trim()
  .min(1, "Give it a name.")
  .max(80)
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N} ._()&+-]*$/u,
    "Letters, digits, spaces and . _ - ( ) & + may stand in a name.",
  );

export const saveSourceInput = z.strictObject({
  /** left out: a new source */
  sourceId: z.uuid().optional(),
  name: sourceNameSchema,
  definition: definitionSchema,
  /** the template it begins with */
  template: z.string().max(40).optional(),
  /** those entered now; the others stay as they are */
  secrets: z.record(z.string().max(40), z.string().min(1).max(10_000)).default({}),
});
export type SaveSourceInput = z.infer<typeof saveSourceInput>;

/** Saves a source: a new one, or all of an existing one. A secret goes only where it was entered for: another address wants it again. */
export async function saveSource(
  ctx: TenantContext,
  input: SaveSourceInput,
): Promise<{ readonly sourceId: string }> {
  requirePermission(ctx, "catalog.source.manage");
  await requireSavableExpressions(input.definition);
  return withTenantSql(ctx, (db) => writeSource(db, ctx, input));
}

/** The same in the caller's transaction; the caller has asked for the permission and read the expressions. */
export async function writeSource(
  db: TenantSql,
  ctx: TenantContext,
  input: SaveSourceInput,
): Promise<{ readonly sourceId: string }> {
  const { name, definition } = input;
  requireBareAddress(definition.input);
  await lockNames(db);
  const before = input.sourceId === undefined ? undefined : await findSource(db, input.sourceId);
  if (input.sourceId !== undefined && !before) throw new AppError("not_found", "There is no such source.");
  const namesake = await findSourceByName(db, name);
  if (namesake && namesake.sourceId !== before?.sourceId)
    throw new AppError("conflict", `There is a source named "${namesake.name}" already.`);
  const kind = definition.input.kind === "http" ? "processor" : "import";
  if (before && before.kind !== kind)
    throw new AppError("invalid_input", "A source cannot change between file and HTTP. Make a new one.");
  const kept = await requireSecrets(db, before, definition, input.secrets);
  const next = before?.enabled === false ? undefined : nextRunAt(definition.schedule, new Date());
  const row = { name, definition, nextRunAt: next, by: actorName(ctx) };
  const sourceId = before?.sourceId ?? (await insertSource(db, { ...row, kind, template: input.template }));
  if (before) await updateSource(db, sourceId, row);
  await replaceSecrets(db, ctx, sourceId, { entered: pick(input.secrets, secretsOf(definition)), kept });
  await recordAudit(db, ctx, {
    action: before ? "catalog.source.changed" : "catalog.source.created",
    target: sourceId,
    before: before && { name: before.name, definition: before.definition },
    after: { name, definition },
  });
  await publish(db, IMPORT_TOPIC, { sourceId });
  return { sourceId };
}

/** @returns names of the stored secrets that stay @throws AppError invalid_input - one is missing, by name */
async function requireSecrets(
  db: TenantSql,
  before: SourceRow | undefined,
  definition: Definition,
  entered: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const needed = secretsOf(definition);
  const hasMoved = before && originOf(readDefinition(before.definition)) !== originOf(definition);
  const stored = before && !hasMoved ? await listSecretNames(db, before.sourceId) : [];
  const missing = needed.filter((name) => !Object.hasOwn(entered, name) && !stored.includes(name));
  if (missing.length > 0)
    throw new AppError(
      "invalid_input",
      `${missing.length === 1 ? "A secret is" : "Secrets are"} missing: ${missing.join(", ")}.${hasMoved ? " The address has changed, so they are asked for again." : ""}`,
      { details: { secrets: missing } },
    );
  return stored.filter((name) => needed.includes(name) && !Object.hasOwn(entered, name));
}

function pick(
  values: Readonly<Record<string, string>>,
  names: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}
