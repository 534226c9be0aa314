import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { messageOf } from "@/lib/platform/errors";
import { takeKindFiles } from "../kinds/from-repository/take-kind-files";
import { loadKinds, tenantKinds } from "../kinds/load-kinds";
import { kindGate } from "../model/kind-rules";
import type { Problem } from "../model/problem";
import { formatRef } from "../model/ref";
import { listPeople, type PersonRow } from "../store/entity-store";
import { listEarlierDeclared, listSnapshots, type SnapshotRow } from "../store/ingest-store";
import { listKindRules } from "../store/kind-rule-store";
import { findKindSource } from "../store/kind-source-store";
import { listRegisteredLocations } from "../store/location-store";
import { buildRepository, type Known } from "./build-repository";
import type { Verdict } from "./decide-verdict";
import type { People } from "./derive/derive-owner";
import type { BatchItem, RepositoryVerdict } from "./merge/batch";
import { storeBatch } from "./merge/store-batch";
import { repositorySnapshotSchema } from "./repository-snapshot";

export type IngestInput = {
  readonly sourceId: string;
  readonly runId?: string | undefined;
  readonly repositoryIds: readonly string[];
};

/**
 * The pipeline: snapshots → parse → validate → derive → merge → store, with one verdict for each repository.
 *
 * Reads and computes outside, writes in one transaction: all of the batch or nothing. May run twice or beside itself, since
 * merges of a tenant take turns and unchanged fragments write nothing. A repository that cannot be processed never stops the others.
 */
export async function ingestRepositories(
  ctx: TenantContext,
  input: IngestInput,
): Promise<readonly RepositoryVerdict[]> {
  const { rows, people, earlier, rules, locations, source, ...known } = await withTenantSql(
    ctx,
    async (db) => ({
      rows: await listSnapshots(db, input.sourceId, input.repositoryIds),
      people: peopleOf(await listPeople(db)),
      earlier: await listEarlierDeclared(db, input.sourceId, input.repositoryIds),
      kinds: await loadKinds(db),
      source: await findKindSource(db),
      rules: await listKindRules(db),
      locations: await listRegisteredLocations(db, input.repositoryIds),
    }),
  );
  // Definitions first, so that what this batch declares is validated by them.
  const defining = rows.find(({ id }) => id === source?.repositoryId);
  const kindProblems = source && defining ? await takeKindFiles(ctx, source, defining) : [];
  const kinds = defining ? await tenantKinds(ctx) : known.kinds;
  // Beside each other, so that one file's two seconds in the parser are not everybody's.
  const items = await Promise.all(
    rows.map((row) => {
      const mine = earlier
        .filter((fragment) => fragment.repositoryId === row.id)
        .map((fragment) => ({ ...fragment, file: fileOfKey(fragment.sourceKey) }));
      const registered = locations.filter(({ repositoryId }) => repositoryId === row.id);
      const found = row === defining ? kindProblems : [];
      const gate = kindGate(rules, row.id);
      return build(ctx, row, { people, kinds, gate, registered, earlier: mine, found });
    }),
  );
  const { verdicts, displaced } = await withTenantSql(ctx, (db) => storeBatch(db, input.sourceId, items));
  // A repository that lost its derived name to a declaration is derived again under another name; one round settles it.
  const again = displaced.filter((id) => !input.repositoryIds.includes(id));
  if (again.length > 0) await ingestRepositories(ctx, { ...input, repositoryIds: again });
  return verdicts;
}

/** What is known of a repository beside its snapshot; `found` are the problems of its definition files. */
type Given = Known & { readonly found: readonly Problem[] };

async function build(ctx: TenantContext, row: SnapshotRow, { found, ...known }: Given): Promise<BatchItem> {
  const snapshot = repositorySnapshotSchema.safeParse(row.snapshot);
  if (!snapshot.success) {
    const issue = snapshot.error.issues[0];
    const message = `What discovery kept of the repository cannot be read: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`;
    return {
      row,
      failed: failure(row, "fetch", "snapshot_invalid", message, "The next run reads it again."),
    };
  }
  try {
    const built = await buildRepository(snapshot.data, known);
    return { row, built: { ...built, problems: [...built.problems, ...found] } };
  } catch (error) {
    ctx.log.error({ err: error, repositoryId: row.id }, "repository could not be processed");
    return {
      row,
      failed: failure(
        row,
        "derive",
        "internal",
        `Processing failed: ${messageOf(error).slice(0, 200)}`,
        "This is our fault; the next run tries again.",
      ),
    };
  }
}

function failure(
  row: SnapshotRow,
  stage: Verdict["stage"],
  code: string,
  message: string,
  fix: string,
): Verdict {
  return { verdict: "failed", stage, code, message, fix, summary: `${row.name}: ${message}` };
}

/** `<external id>:<path>#<index>` → path. */
function fileOfKey(key: string): string {
  return key.slice(key.indexOf(":") + 1, key.lastIndexOf("#"));
}

function peopleOf(rows: readonly PersonRow[]): People {
  const teams = new Map(
    rows.map((row) => [
      row.login,
      (row.memberOf ?? []).map((name) => formatRef({ kind: "group", namespace: "default", name })),
    ]),
  );
  const logins = new Map(rows.flatMap((row) => (row.email ? [[row.email, row.login] as const] : [])));
  return { teamsOf: (login) => teams.get(login) ?? [], loginOf: (email) => logins.get(email) };
}
