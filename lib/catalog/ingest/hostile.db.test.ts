import { beforeAll, describe, expect, it } from "vitest";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import type { Json } from "@/lib/platform/types";
import { makeSnapshot, makeSource, makeTenant, type TestSource } from "@/lib/testing";
import { isJsonObject } from "../model/entity";
import { HOSTILE_CASES, type HostileCase } from "./read/hostile-cases";
import { GOOD } from "./read/hostile-cases/hostile-case";
import { type RepositorySnapshotInput, snapshotFile } from "./repository-snapshot";
import { ingestRepositories } from "./run";

type Numbered = HostileCase & { readonly repository: string; readonly entityName: string };

const cases: readonly Numbered[] = Object.values(HOSTILE_CASES)
  .flat()
  .map((one, index) => {
    const entityName = `h${String(index).padStart(3, "0")}`;
    return { ...one, repository: `hostile-${entityName}`, entityName };
  });

/** What discovery would have kept of these files. */
function snapshotOf(
  { repository, entityName, binary }: Pick<Numbered, "repository" | "entityName" | "binary">,
  externalId: number,
  files: HostileCase["files"],
): RepositorySnapshotInput {
  const texts = Object.entries(files).map(
    ([path, text]) => [path, text.replaceAll("THIS", entityName)] as const,
  );
  return {
    ...makeSnapshot(repository, Object.fromEntries(texts.map(([path]) => [path, ""]))),
    externalId: String(externalId),
    files: texts.map(([path, text]) =>
      snapshotFile(
        path,
        `sha-${path}`.slice(0, 60),
        Buffer.byteLength(text),
        text,
        binary && path === "catalog-info.yaml",
      ),
    ),
  };
}

const team =
  "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata:\n  name: team-a\nspec: {type: team, children: []}\n";
const good = (index: number) =>
  makeSnapshot(`good-${index}`, {
    "catalog-info.yaml": `${GOOD.replace("THIS", `good-${index}`)}${index === 1 ? `---\n${team}` : ""}`,
  });
const twenty = Array.from({ length: 20 }, (_, index) => good(index + 1));

type Catalog = {
  readonly entities: ReadonlyMap<string, Json>;
  readonly problems: ReadonlyMap<
    string,
    readonly { readonly text: string; readonly fix: string; readonly message: string }[]
  >;
  readonly stale: ReadonlySet<string>;
};

async function catalogOf(ctx: TenantContext): Promise<Catalog> {
  return withTenantSql(ctx, async (db) => {
    const entities = await db.sql<{ ref: string; served: string }>(
      "SELECT ref, served FROM entity WHERE tenant_id = $1::uuid AND orphaned_at IS NULL",
      [db.tenantId],
    );
    const problems = await db.sql<{
      name: string;
      path: string;
      line: number | null;
      code: string;
      fix: string;
      message: string;
    }>(
      `SELECT r.name, p.path, p.line, p.code, p.fix, p.message FROM file_problem p
       JOIN repository r ON r.tenant_id = p.tenant_id AND r.id = p.repository_id WHERE p.tenant_id = $1::uuid`,
      [db.tenantId],
    );
    const stale = await db.sql<{ ref: string }>(
      "SELECT entity_ref AS ref FROM fragment WHERE tenant_id = $1::uuid AND stale",
      [db.tenantId],
    );
    const byRepository = new Map<string, { text: string; fix: string; message: string }[]>();
    for (const { name, path, line, code, fix, message } of problems) {
      const text = `${path === "catalog-info.yaml" ? "" : `${path} `}${code}:${line}`;
      byRepository.set(name, [...(byRepository.get(name) ?? []), { text, fix, message }]);
    }
    return {
      entities: new Map(entities.map(({ ref, served }) => [ref, JSON.parse(served)])),
      problems: byRepository,
      stale: new Set(stale.map(({ ref }) => ref)),
    };
  });
}

function fieldOf(entity: Json | undefined, field: string): Json | undefined {
  const [root = "", group = "", ...rest] = field.split(".");
  const path =
    group === "annotations" || group === "labels" ? [root, group, rest.join(".")] : [root, group, ...rest];
  return path.reduce<Json | undefined>((at, key) => (isJsonObject(at) ? at[key] : undefined), entity);
}

const refOf = (one: Numbered) => (one.ref ?? "component:default/THIS").replaceAll("THIS", one.entityName);

/** security.md F. What would be lost: a catalog, or a worker, at the mercy of whoever may push a file. */
describe("200 hostile repositories among 20 good ones", { timeout: 300_000 }, () => {
  let ctx: TenantContext;
  let source: TestSource;
  let catalog: Catalog;
  let verdicts: ReadonlyMap<string, { readonly verdict: string; readonly summary: string }>;

  beforeAll(async () => {
    ctx = (await makeTenant()).ctx;
    const hostile = cases.map((one, index) => snapshotOf(one, 900_000 + index, one.files));
    source = await makeSource(ctx, [...twenty, ...hostile]);
    const found = await ingestRepositories(ctx, { sourceId: source.sourceId, repositoryIds: source.ids });
    verdicts = new Map(found.map((verdict) => [verdict.name, verdict]));
    catalog = await catalogOf(ctx);
  }, 300_000);

  it("has the cases of the table, in its counts", () => {
    expect(Object.entries(HOSTILE_CASES).map(([name, group]) => [name, group.length])).toEqual([
      ["YAML bombs and cost", 25],
      ["syntax", 30],
      ["types", 40],
      ["names and relations", 35],
      ["unicode", 20],
      ["injection", 35],
      ["location abuse", 15],
    ]);
  });

  it("takes the twenty good ones as if nothing were there", () => {
    for (const { name } of twenty) {
      expect(verdicts.get(name)).toMatchObject({ verdict: "ingested" });
      expect(catalog.problems.get(name) ?? []).toEqual([]);
      expect(fieldOf(catalog.entities.get(`component:default/${name}`), "spec.owner")).toBe("team-a");
    }
  });

  it.each(cases.map((one) => [one.name, one] as const))("%s", (_name, one) => {
    const seen = catalog.problems.get(one.repository) ?? [];
    expect(seen.map(({ text }) => text).sort()).toEqual(
      [...one.problems].sort().map((wanted) => expect.stringMatching(`^(${wanted})$`)),
    );
    for (const { fix, message } of seen) {
      expect(fix).not.toBe("");
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that they are absent is the promise
      expect(message + fix).not.toMatch(/[\u0000-\u001f\u200b\u202e\ud800]|hunter2/);
      expect(message.length).toBeLessThan(600);
    }
    expect(verdicts.get(one.repository)?.summary).toContain(one.repository);
    if (!one.stored) {
      expect(verdicts.get(one.repository)?.verdict).not.toBe("ingested");
      return;
    }
    for (const [field, value] of Object.entries(one.stored)) {
      const wanted = typeof value === "string" ? value.replaceAll("THIS", one.entityName) : value;
      expect(fieldOf(catalog.entities.get(refOf(one)), field)).toEqual(wanted);
    }
    expect(catalog.entities.has(refOf(one))).toBe(true);
  });

  it("has polluted no prototype", () => {
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});

describe("hostile versions of what was good before", { timeout: 300_000 }, () => {
  it("keeps serving the last good version, marked stale, of every file that is refused", async () => {
    const { ctx } = await makeTenant();
    // A name that another repository has is no broken file: who gets it is decided between the two.
    const refused = cases.filter((one) => !one.stored && one.problems[0] !== "ref_taken:4");
    const before = refused.map((one, index) =>
      snapshotOf({ ...one, binary: undefined }, 900_000 + index, { "catalog-info.yaml": GOOD }),
    );
    const source = await makeSource(ctx, [...twenty, ...before]);
    const run = () => ingestRepositories(ctx, { sourceId: source.sourceId, repositoryIds: source.ids });
    await run();
    await makeSource(
      ctx,
      refused.map((one, index) => snapshotOf(one, 900_000 + index, one.files)),
    );
    await run();
    const { entities, stale } = await catalogOf(ctx);
    const lost = refused.filter((one) => {
      const ref = `component:default/${one.entityName}`;
      return fieldOf(entities.get(ref), "spec.owner") !== "team-a" || !stale.has(ref);
    });
    expect(refused.length).toBeGreaterThan(100);
    expect(lost.map(({ name }) => name)).toEqual([]);
  });
});
