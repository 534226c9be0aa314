import { describe, expect, it } from "vitest";
import { makeSnapshot } from "@/lib/testing/make-source";
import { buildRepository, type EarlierFragment } from "./build-repository";
import { decideVerdict } from "./decide-verdict";
import { NOBODY } from "./derive/derive-owner";
import { type RepositorySnapshotInput, repositorySnapshotSchema } from "./repository-snapshot";

const component = (name: string, type = "service") =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\nspec:\n  type: ${type}\n  lifecycle: production\n  owner: a\n`;

async function build(
  files: Record<string, string>,
  more: Partial<RepositorySnapshotInput> = {},
  earlier: readonly EarlierFragment[] = [],
) {
  const built = await buildRepository(repositorySnapshotSchema.parse(makeSnapshot("mono", files, more)), {
    people: NOBODY,
    earlier,
  });
  return {
    built,
    verdict: decideVerdict(built, [], new Set()),
    refs: built.fragments.map((fragment) => `${fragment.layer} ${fragment.ref}`).sort(),
    codes: built.problems.map((problem) => problem.code),
  };
}

describe("buildRepository", () => {
  it("takes all documents of all catalog files, and completes only the Component that stands for the repository", async () => {
    const { refs, verdict } = await build({
      "catalog-info.yaml": `${component("mono")}---\n${component("db", "x").replace("Component", "Resource")}`,
      "services/a/catalog-info.yml": component("a"),
      "node_modules/x/catalog-info.yaml": component("no"),
    });
    expect(refs).toEqual([
      "declared component:default/a",
      "declared component:default/mono",
      "declared resource:default/db",
      "derived component:default/mono",
    ]);
    expect(verdict.summary).toBe("mono: 3 entities declared in 2 files");
  });

  it("derives nothing beside declared entities when none stands for the repository", async () => {
    expect(
      (await build({ "a/catalog-info.yaml": component("a"), "b/catalog-info.yaml": component("b") })).refs,
    ).toEqual(["declared component:default/a", "declared component:default/b"]);
  });

  it("refuses the second entity of one name in a repository", async () => {
    const { codes, verdict } = await build({
      "catalog-info.yaml": component("a"),
      "b/catalog-info.yaml": component("A"),
    });
    expect(codes).toEqual(["duplicate_entity"]);
    expect(verdict).toMatchObject({
      verdict: "ingested",
      code: "duplicate_entity",
      file: "b/catalog-info.yaml",
      line: 4,
    });
  });

  it("derives a repository whose only descriptor is broken, and fails it with the cause", async () => {
    const { refs, verdict } = await build(
      { "catalog-info.yaml": component("x").replace("  owner: a\n", ""), "go.mod": "" },
      { primaryLanguage: "Go" },
    );
    expect(refs).toEqual(["derived component:default/mono"]);
    expect(verdict).toMatchObject({
      verdict: "failed",
      stage: "validate",
      code: "missing_field",
      message: "spec.owner is missing",
      line: 5,
    });
    expect(verdict.summary).toBe(
      "mono: catalog-info.yaml:5: spec.owner is missing; derived instead: Go library, no owner found",
    );
  });

  it("says that an empty descriptor is why the repository is derived", async () => {
    expect((await build({ "catalog-info.yaml": "---\n", "go.mod": "" })).verdict).toMatchObject({
      verdict: "derived",
      code: "empty_file",
      file: "catalog-info.yaml",
    });
  });

  it("keeps earlier entities of a file that the cut tree does not show, and drops those of a file that is gone", async () => {
    const body = {
      apiVersion: "backstage.io/v1alpha1",
      kind: "Component",
      metadata: { name: "deep", namespace: "default" },
      spec: { type: "service" },
    };
    const earlier = [
      {
        sourceKey: "1:deep/catalog-info.yaml#0",
        file: "deep/catalog-info.yaml",
        ref: "component:default/deep",
        body,
      },
    ];
    expect((await build({ "go.mod": "" }, { treeTruncated: true }, earlier)).built.staleKeys).toEqual([
      "1:deep/catalog-info.yaml#0",
    ]);
    expect((await build({ "go.mod": "" }, {}, earlier)).built.staleKeys).toEqual([]);
  });

  it("keeps entities of a file that stands there still when the Location that led to it is broken, and drops them with the file", async () => {
    const body = {
      apiVersion: "backstage.io/v1alpha1",
      kind: "Component",
      metadata: { name: "pay", namespace: "default" },
      spec: { type: "service" },
    };
    const earlier = [{ sourceKey: "1:pay.yaml#0", file: "pay.yaml", ref: "component:default/pay", body }];
    const broken = { "catalog-info.yaml": "kind: Location\n\tspec: x\n" };
    expect((await build({ ...broken, "pay.yaml": component("pay") }, {}, earlier)).built.staleKeys).toEqual([
      "1:pay.yaml#0",
    ]);
    expect((await build(broken, {}, earlier)).built.staleKeys).toEqual([]);
  });

  it("keeps everything when the repository cannot be read", async () => {
    const unreadable = {
      code: "forbidden",
      message: "GitHub refuses the contents",
      fix: "Grant Contents: read.",
    };
    const body = {
      apiVersion: "backstage.io/v1alpha1",
      kind: "Component",
      metadata: { name: "x", namespace: "default" },
      spec: { type: "service" },
    };
    const { built, verdict } = await build({}, { unreadable }, [
      { sourceKey: "1:catalog-info.yaml#0", file: "catalog-info.yaml", ref: "component:default/x", body },
    ]);
    expect(built.staleKeys).toHaveLength(1);
    expect(verdict).toMatchObject({ verdict: "failed", stage: "fetch", code: "forbidden" });
  });

  it("makes an API of each description and lets the Component provide them", async () => {
    const { refs, built } = await build({
      "openapi.yaml": "openapi: 3.0.0\ninfo:\n  title: Payments\n",
      "schema.graphql": "type Query { a: Int }",
    });
    expect(refs).toEqual([
      "derived api:default/mono-graphql",
      "derived api:default/mono-payments",
      "derived component:default/mono",
    ]);
    expect(
      built.fragments.find((fragment) => fragment.body.kind === "Component")?.body.spec?.providesApis,
    ).toEqual(["mono-graphql", "mono-payments"]);
    expect(built.fragments.find((fragment) => fragment.body.kind === "API")?.origins["*"]).toMatchObject({
      file: "openapi.yaml",
      line: 1,
    });
  });

  it("gives pages of README and docs with their headings", async () => {
    const { built } = await build({
      "docs/b.md": "# Bees\n",
      "README.md": "text only",
      "src/x.md": "no",
      "docs/a/c.md": "  ",
    });
    expect(built.pages.map(({ path, title }) => [path, title])).toEqual([
      ["README.md", "README.md"],
      ["docs/b.md", "Bees"],
    ]);
  });
});
