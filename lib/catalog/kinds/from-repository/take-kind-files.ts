import type { TenantContext } from "@/lib/platform/context";
import { type TenantSql, withTenantSql } from "@/lib/platform/db";
import { type RepositorySnapshot, repositorySnapshotSchema } from "../../ingest/repository-snapshot";
import type { Problem } from "../../model/problem";
import type { SnapshotRow } from "../../store/ingest-store";
import { findKindSource, type KindSourceRow } from "../../store/kind-source-store";
import { definitionText, type KindRow, listKindRows } from "../../store/kind-store";
import { KINDS_MAX, type KindFile, writeKind, writeKindSwitch } from "../write-kind";
import { type KindReading, readKindFiles } from "./read-kind-files";

/**
 * Takes over the definitions of the one repository that may define kinds: what its files say now becomes the tenant's kinds. A broken
 * file keeps its last good definitions; a kind whose file is gone is taken out of use. No entity is deleted.
 *
 * May run twice or late: it only takes a snapshot that was read for the choice of now and is the last one.
 *
 * @param row - what discovery read of that repository
 * @returns what is wrong with its definition files
 */
export async function takeKindFiles(
  ctx: TenantContext,
  source: KindSourceRow,
  row: SnapshotRow,
): Promise<readonly Problem[]> {
  const { data: snapshot } = repositorySnapshotSchema.safeParse(row.snapshot);
  if (!snapshot || !isReadFor(source, snapshot)) return [];
  const kinds = await withTenantSql(ctx, listKindRows);
  const inCharge = new Map(
    kinds.flatMap(({ name, file }) => (file ? [[name.toLowerCase(), file] as const] : [])),
  );
  const reading = await readKindFiles(snapshot, inCharge);
  const refused = await withTenantSql(ctx, async (db) => {
    const now = await findKindSource(db, "lock");
    const isSame = now?.repositoryId === row.id && now.headSha === (snapshot.headSha ?? null);
    return isSame && isReadFor(now, snapshot)
      ? takeDefinitions(db, ctx, { source: now, snapshot, reading })
      : [];
  });
  return [...reading.problems, ...refused];
}

/** Missing is not empty: a repository that was not shown, or has no commits, says nothing of kinds. */
function isReadFor(source: KindSourceRow, snapshot: RepositorySnapshot): boolean {
  return snapshot.kindFiles?.folder === source.folder && snapshot.unreadable === undefined && !snapshot.empty;
}

type Taking = {
  readonly source: KindSourceRow;
  readonly snapshot: RepositorySnapshot;
  readonly reading: KindReading;
};

async function takeDefinitions(
  db: TenantSql,
  ctx: TenantContext,
  { source, snapshot, reading }: Taking,
): Promise<readonly Problem[]> {
  const rows = await listKindRows(db);
  const from = (file: string): KindFile => ({
    repository: source.repository,
    file,
    commit: snapshot.headSha ?? "",
  });
  const refused: Problem[] = [];
  let count = rows.length;
  for (const { file, definition } of reading.definitions) {
    const before = rows.find(({ name }) => name.toLowerCase() === definition.kind.toLowerCase());
    if (before && isTaken(before, file, definition)) continue;
    // A file may give its own kind other capitals, as by taking it back and declaring it anew.
    if (before && before.name !== definition.kind && before.file !== file)
      refused.push(sameButCapitals(file, definition.kind, before.name));
    else if (!before && count >= KINDS_MAX) refused.push(tooManyKinds(file));
    else await writeKind(db, ctx, { definition, before, from: from(file) });
    if (!before) count += 1;
  }
  const said = new Set(reading.definitions.map(({ definition }) => definition.kind.toLowerCase()));
  for (const row of rows)
    if (row.file && !said.has(row.name.toLowerCase()) && isGone(row.file, snapshot, reading))
      await writeKindSwitch(db, ctx, { row, enabled: false, from: from(row.file) });
  return refused;
}

function isTaken(row: KindRow, file: string, definition: object): boolean {
  return row.enabled && row.file === file && row.definition === definitionText(definition);
}

function isGone(file: string, { kindFiles }: RepositorySnapshot, { broken }: KindReading): boolean {
  if (broken.has(file)) return false;
  return kindFiles?.complete === true || kindFiles?.paths.includes(file) === true;
}

function sameButCapitals(file: string, kind: string, known: string): Problem {
  return {
    stage: "validate",
    code: "kind_definition",
    message: `kind: ${kind} differs from ${known} in capitals only`,
    fix: `Write kind: ${known}, or delete that kind first.`,
    severity: "error",
    at: { file, line: 1 },
  };
}

function tooManyKinds(file: string): Problem {
  return {
    stage: "validate",
    code: "kind_definition",
    message: `A catalog can have ${KINDS_MAX} kinds of its own, and this one is beyond`,
    fix: "Delete a kind that is not used any more, then push again.",
    severity: "error",
    at: { file, line: 1 },
  };
}
