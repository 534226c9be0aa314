import { describe, expect, it } from "vitest";
import type { Entity } from "./entity";
import { canonicalJson, diffEntities, listFields } from "./fields";
import type { Layer } from "./fragment";
import { type MergeInput, mergeFragments } from "./merge";
import { provenanceOf } from "./served";

const body = (metadata: Partial<Entity["metadata"]>, spec: Entity["spec"] = {}): Entity => ({
  apiVersion: "backstage.io/v1alpha1",
  kind: "Component",
  metadata: { name: "a", ...metadata },
  spec,
});
const fragment = (layer: Layer, content: Entity, more: Partial<MergeInput> = {}): MergeInput => ({
  sourceId: "s1",
  sourceKey: layer,
  repositoryId: "r1",
  layer,
  body: content,
  origins: { "*": { rule: `from ${layer}` } },
  source: "acme/a",
  order: 1,
  ...more,
});

describe("mergeFragments", () => {
  it("lets the highest layer win field by field and keeps its place", () => {
    const { body: merged, provenance } = mergeFragments([
      fragment(
        "derived",
        body(
          { title: "A", description: "derived", annotations: { "x.y/a": "1", "x.y/b": "1" }, tags: ["d"] },
          { type: "library", owner: "d" },
        ),
      ),
      fragment(
        "declared",
        body({ description: "declared", annotations: { "x.y/b": "2" } }, { type: "service" }),
      ),
      fragment("overlay", body({}, { owner: "o" }), { repositoryId: undefined }),
    ]);
    expect(merged).toEqual(
      body(
        { title: "A", description: "declared", annotations: { "x.y/a": "1", "x.y/b": "2" }, tags: ["d"] },
        { type: "service", owner: "o" },
      ),
    );
    const layers = Object.fromEntries(
      listFields(merged).map(({ name }) => [name, provenanceOf(provenance, name)?.layer]),
    );
    expect(layers).toMatchObject({
      "metadata.title": "derived",
      "metadata.description": "declared",
      "metadata.annotations.x.y/a": "derived",
      "metadata.annotations.x.y/b": "declared",
      "spec.owner": "overlay",
    });
  });

  it("uncovers what lay beneath when an overlay goes", () => {
    expect(mergeFragments([fragment("derived", body({}, { owner: "d" }))]).body.spec).toEqual({ owner: "d" });
  });

  it("blends in neither a second declaration nor what was derived of another repository", () => {
    const { body: merged, refused } = mergeFragments([
      fragment("declared", body({}, { owner: "late", system: "x" }), {
        sourceKey: "2",
        repositoryId: "r2",
        order: 2,
      }),
      fragment("declared", body({}, { owner: "early" }), { sourceKey: "1" }),
      fragment("derived", body({ tags: ["foreign"] }), { sourceKey: "3", repositoryId: "r2" }),
      fragment("derived", body({ tags: ["own"] }), { sourceKey: "4" }),
    ]);
    expect(merged).toEqual(body({ tags: ["own"] }, { owner: "early" }));
    expect(refused.map(({ sourceKey }) => sourceKey).sort()).toEqual(["2", "3"]);
  });

  // As texts "1000:…" comes before "95:…", and a name would change hands with the number of digits.
  it("takes the elder repository's claim when two came at once", () => {
    const claim = (sourceKey: string) => fragment("declared", body({ title: sourceKey }), { sourceKey });
    const keys = ["1000:catalog-info.yaml#0", "95:catalog-info.yaml#0"];
    for (const given of [keys, [...keys].reverse()]) {
      const [one, two] = given.map(claim);
      if (!one || !two) throw new Error("no claims");
      expect(mergeFragments([one, two]).body.metadata.title).toBe("95:catalog-info.yaml#0");
    }
  });
});

describe("diffEntities", () => {
  it("names each changed field once, whatever the order of keys", () => {
    expect(
      diffEntities(
        body({ labels: { a: "1", b: "1" } }, { x: { p: 1, q: 2 } }),
        body({ labels: { a: "2" } }, { x: { q: 2, p: 1 }, y: null }),
      ),
    ).toEqual([
      { path: "metadata.labels.a", before: "1", after: "2" },
      { path: "metadata.labels.b", before: "1", after: undefined },
      { path: "spec.y", before: undefined, after: null },
    ]);
  });
  it("keeps long texts whole, since earlier states are computed from them", () => {
    const long = "x".repeat(5_000);
    expect(diffEntities(body({}, { definition: long }), body({}, { definition: "y" }))).toEqual([
      { path: "spec.definition", before: long, after: "y" },
    ]);
  });
  it("is the same text for the same value", () => {
    expect(canonicalJson({ b: [1, { d: undefined, c: null }], a: "x" })).toBe('{"a":"x","b":[1,{"c":null}]}');
  });
});
