import {
  parseLocationRef as backstageLocationRef,
  parseEntityRef,
  stringifyEntityRef,
} from "@backstage/catalog-model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "@/lib/platform/types";
import { checkEntity } from "../check-entity";
import { isJsonObject } from "../entity";
import { BUILT_IN } from "../kinds";
import { parseLocationRef } from "../location-ref";
import type { Issue } from "../problem";
import { canonicalRef, formatRef, parseRef } from "../ref";
import { normaliseEntity, relationsOf } from "../relations";
import { askBackstage, backstageModel, backstageRelations } from "./backstage";
import { mutate, type Path, pathsOf, REPLACEMENTS, SAMPLES, sampleOf } from "./mutations";

type Case = { readonly value: Json; readonly issues: readonly Issue[] | undefined };
type Disagreement = {
  readonly name: string;
  /** Why we want to differ. */
  readonly reason: string;
  readonly explains: (found: Case) => boolean | undefined;
  readonly example: Json;
};

const all = (codes: readonly string[]) => (found: Case) =>
  found.issues?.every((issue) => codes.includes(issue.code));
const valueAt = (value: Json | undefined, path: Path): Json | undefined =>
  path.reduce<Json | undefined>(
    (at, part) =>
      typeof at === "object" && at !== null
        ? Object.entries(at).find(([key]) => key === String(part))?.[1]
        : undefined,
    value,
  );
const component = (path: Path, value: Json) => mutate(sampleOf("Component"), path, { value });
const deep = (levels: number): Json => (levels === 0 ? 1 : { a: deep(levels - 1) });

/** Where we differ from Backstage's policies and kind validators on purpose. Any other difference fails. */
const WANTED: readonly Disagreement[] = [
  {
    name: "NUL or half a surrogate pair",
    reason: "Postgres can store neither; Backstage finds out when it writes",
    explains: all(["bad_character"]),
    example: component(["metadata", "description"], "a\u0000b"),
  },
  {
    name: "__proto__ as a key",
    reason: "no consumer of the API should have to be proof against it",
    explains: all(["forbidden_key"]),
    example: JSON.parse(JSON.stringify(sampleOf("Component")).replace('"extra"', '"__proto__"')),
  },
  {
    name: "keys that differ in case only",
    reason: "Backstage refuses them too, but not before stitching (contract 3)",
    explains: all(["case_clash"]),
    example: component(["spec", "extra"], { A: 1, a: 1 }),
  },
  {
    name: "NaN and Infinity",
    reason: "JSON-safe values only (contract 3); YAML's .nan would become null",
    explains: all(["wrong_type"]),
    example: component(["spec", "extra"], Number.NaN),
  },
  {
    name: "more than 100 levels",
    reason: "an entity needs a few; a push of nested JSON may cost nobody a stack",
    explains: all(["too_deep"]),
    example: component(["spec", "extra"], deep(120)),
  },
  {
    name: "a reference with a part of blanks only",
    reason: "blanks around a reference are dropped, since no name has any; then its kind or name is empty",
    explains: ({ value, issues }) =>
      issues?.every(({ code, path }) => {
        const text = valueAt(value, path);
        return code === "bad_reference" && typeof text === "string" && text.trim() !== text;
      }),
    example: component(["spec", "owner"], " "),
  },
  {
    name: "an empty dependencyOf",
    reason:
      'Backstage\'s schema does not know the field and its processor skips null, 0, false and ""; we name the slip as for dependsOn',
    explains: ({ value, issues }) =>
      isJsonObject(value) &&
      isJsonObject(value.spec) &&
      !value.spec.dependencyOf &&
      issues?.every(({ path }) => path.join(".") === "spec.dependencyOf"),
    example: component(["spec", "dependencyOf"], null),
  },
  {
    name: "kind Template",
    reason: "another module of Backstage adds it, which every installation with templates has",
    explains: ({ value, issues }) => issues === undefined && isJsonObject(value) && value.kind === "Template",
    example: {
      apiVersion: "scaffolder.backstage.io/v1beta3",
      kind: "Template",
      metadata: { name: "a" },
      spec: { type: "service", steps: [] },
    },
  },
];

/** A field as far as both sides can be expected to name it alike. */
function comparable(field: string, isForeign: boolean): string {
  // Backstage's schema says "the root must not have additional properties", and of relations and status what is wrong inside.
  if (isForeign) return "";
  // Its processor reads dependencyOf item by item; we look at the types of all items before any reference.
  return field.replace(/^(relations|status)\..*$/s, "$1").replace(/^(spec\.dependencyOf)\..*$/s, "$1");
}

/** A sentence about the difference, or undefined where we agree. */
async function differenceOf(value: Json, fields: "first" | "any"): Promise<string | undefined> {
  const ours = checkEntity(value);
  const theirs = await askBackstage(value);
  const shown = JSON.stringify(value)?.slice(0, 1_000);
  if (theirs.valid !== (ours.issues === undefined)) {
    if (WANTED.some((wanted) => wanted.explains({ value, issues: ours.issues }))) return undefined;
    return theirs.valid
      ? `accepted by Backstage, refused here (${ours.issues?.[0]?.message}): ${shown}`
      : `refused by Backstage (${theirs.message}), accepted here: ${shown}`;
  }
  if (theirs.valid || !ours.issues) return undefined;
  const named = ours.issues.map(({ code, path }) =>
    comparable(
      path.join("."),
      code === "unknown_field" && !["relations", "status"].includes(String(path[0])),
    ),
  );
  // "No processor recognised it" speaks of kind and apiVersion together.
  const theirField =
    theirs.field === "kind" && named[0] === "apiVersion" ? "apiVersion" : comparable(theirs.field, false);
  const agrees = fields === "first" ? named[0] === theirField : named.includes(theirField);
  return agrees
    ? undefined
    : `Backstage names "${theirField}" (${theirs.message}), we "${named.join('", "')}": ${shown}`;
}

const kindNames = Object.keys(SAMPLES);

describe("checkEntity beside @backstage/catalog-model", { timeout: 60_000 }, () => {
  it.each(kindNames)("accepts a %s with every field", async (kind) => {
    expect(checkEntity(sampleOf(kind)).issues).toBeUndefined();
    expect(await askBackstage(sampleOf(kind))).toEqual({ valid: true });
  });

  it.each(kindNames)(
    "agrees on every field of %s holding anything else, and names the same field first",
    async (kind) => {
      const differences: string[] = [];
      for (const path of pathsOf(kind))
        for (const replacement of REPLACEMENTS) {
          const difference = await differenceOf(mutate(sampleOf(kind), path, replacement), "first");
          if (difference) differences.push(difference);
        }
      expect(differences.slice(0, 5)).toEqual([]);
    },
  );

  it("agrees on the characters and lengths of everything that has a format", async () => {
    const letter = fc.constantFrom(...'aAz09-_./:+# \n\té~"');
    const text = fc.oneof(
      fc.string({ unit: letter, maxLength: 8 }),
      fc
        .tuple(fc.constantFrom("a", "A", "a-", "a.", "ab."), fc.integer({ min: 20, max: 130 }))
        .map(([unit, count]) => unit.repeat(count)),
      fc
        .tuple(fc.string({ unit: letter, maxLength: 6 }), fc.string({ unit: letter, maxLength: 6 }))
        .map((parts) => parts.join("/")),
      fc.string({ unit: "binary", maxLength: 6 }),
    );
    const places: readonly ((text: string) => Json)[] = [
      (word) => component(["metadata", "name"], word),
      (word) => component(["metadata", "namespace"], word),
      (word) => component(["metadata", "labels"], { [word]: "x" }),
      (word) => component(["metadata", "labels"], { a: word }),
      (word) => component(["metadata", "annotations"], { [word]: "x" }),
      (word) => component(["metadata", "annotations"], { a: word }),
      (word) => component(["metadata", "tags"], [word]),
      (word) => component(["metadata", "links"], [{ url: word }]),
      (word) => component(["metadata", "links"], [{ url: "a:b", title: word, icon: word, type: word }]),
      (word) => component(["apiVersion"], word),
      (word) => component(["kind"], word),
      (word) => component(["spec", "owner"], word),
      (word) => component(["spec", "dependsOn"], [word]),
      (word) => component(["spec", "dependencyOf"], word),
    ];
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(...places), async (word, place) => {
        expect(await differenceOf(place(word), "first")).toBeUndefined();
      }),
      { numRuns: 6_000, seed: 3 },
    );
  });

  it("agrees where several things are wrong at once, and names the field Backstage names among others", async () => {
    const change = fc.constantFrom(...kindNames).chain((kind) =>
      fc.record({
        kind: fc.constant(kind),
        changes: fc.array(fc.tuple(fc.constantFrom(...pathsOf(kind)), fc.constantFrom(...REPLACEMENTS)), {
          minLength: 2,
          maxLength: 4,
        }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(change, async ({ kind, changes }) => {
        const value = changes.reduce<Json>(
          (before, [path, replacement]) => mutate(before, path, replacement),
          sampleOf(kind),
        );
        expect(await differenceOf(value, "any")).toBeUndefined();
      }),
      { numRuns: 4_000, seed: 3 },
    );
  });

  it.each(WANTED.map((wanted) => [wanted.name, wanted] as const))(
    "differs on purpose: %s",
    async (_name, wanted) => {
      const { issues } = checkEntity(wanted.example);
      expect((await askBackstage(wanted.example)).valid).toBe(issues !== undefined);
      expect(wanted.explains({ value: wanted.example, issues })).toBe(true);
      expect(wanted.reason).not.toBe("");
    },
  );

  it("treats AiResource and an API of type mcp-server as Backstage's default processors do", async () => {
    const mcp = mutate(sampleOf("API"), ["spec"], {
      value: {
        type: "mcp-server",
        lifecycle: "a",
        owner: "b",
        remotes: [{ type: "sse", url: "https://a.b" }],
      },
    });
    expect(checkEntity(mcp).issues).toMatchObject([
      { code: "missing_field", message: "spec.definition is missing" },
    ]);
    expect((await askBackstage(mcp)).valid).toBe(false);
    const skill = { ...sampleOf("Component"), kind: "AiResource", spec: { type: "skill", owner: "a" } };
    expect(checkEntity(skill).issues).toMatchObject([{ code: "unknown_kind" }]);
    expect((await askBackstage(skill)).valid).toBe(false);
  });
});

describe("references beside @backstage/catalog-model", () => {
  const refText = fc.string({ unit: fc.constantFrom(..."abZ/:. -"), maxLength: 12 });

  it("parses and prints the same, blanks around a reference apart", () => {
    fc.assert(
      fc.property(
        refText,
        fc.constantFrom(undefined, "Component"),
        fc.constantFrom(undefined, "Shop"),
        (text, kind, namespace) => {
          const ours = parseRef(text, { kind, namespace });
          let theirs: string | undefined;
          try {
            theirs = stringifyEntityRef(
              parseEntityRef(text.trim(), {
                ...(kind && { defaultKind: kind }),
                ...(namespace && { defaultNamespace: namespace }),
              }),
            );
          } catch {
            theirs = undefined;
          }
          expect(ours && formatRef(ours)).toBe(theirs);
          expect(canonicalRef(text, { kind, namespace })).toBe(theirs);
        },
      ),
      { numRuns: 5_000, seed: 3 },
    );
  });

  it("parses location references the same", () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom(..."ab: /\t\n"), maxLength: 10 }),
      fc.constantFrom(
        "http://a.b",
        "https://a.b",
        "url:https://a.b/c",
        "url:javascript:x",
        "url: \u0001java\nscript\t:x",
        "file:./a",
        "url:javascripts:x",
        "x",
      ),
    );
    fc.assert(
      fc.property(text, (ref) => {
        let theirs: unknown;
        try {
          theirs = backstageLocationRef(ref);
        } catch {
          theirs = undefined;
        }
        expect(parseLocationRef(ref)).toEqual(theirs);
      }),
      { numRuns: 3_000, seed: 3 },
    );
  });
});

describe("relations beside Backstage's model", () => {
  const inverses = new Map(
    backstageModel.listRelations().map((relation) => [relation.forward.type, relation.reverse.type]),
  );

  it.each(kindNames)("a %s states what Backstage's model says, with the same inverse", (name) => {
    const theirs = backstageModel
      .getKind({ kind: name, apiVersion: "backstage.io/v1alpha1" })
      ?.relationFields.map(({ path, relation, defaultKind }) => ({
        field: path.replace("spec.", ""),
        type: relation,
        inverse: inverses.get(relation),
        ...(defaultKind ? { defaultKind } : {}),
      }));
    const byField = (a: { field: string }, b: { field: string }) => a.field.localeCompare(b.field);
    expect([...(BUILT_IN.find(name)?.relations ?? [])].sort(byField)).toEqual(theirs?.sort(byField));
  });

  it.each(kindNames)(
    "a %s yields each relation once, sorted, in the entity's namespace by default",
    (kind) => {
      const { entity } = checkEntity(sampleOf(kind));
      if (!entity) throw new Error("the sample is valid");
      const theirs = backstageRelations(JSON.parse(JSON.stringify(entity))).map(
        ({ type, target }) => `${type} ${target}`,
      );
      const ours = relationsOf(entity).map(({ type, targetRef }) => `${type} ${targetRef}`);
      expect(ours).toEqual([...new Set(theirs)].sort());
      expect(relationsOf(normaliseEntity(entity))).toEqual(relationsOf(entity));
    },
  );

  it("serves the lists of references sorted and everything else as it was", () => {
    for (const kind of kindNames) {
      const { entity } = checkEntity(sampleOf(kind));
      const served: JsonObject = (entity && normaliseEntity(entity).spec) ?? {};
      for (const [field, value] of Object.entries(SAMPLES[kind] ?? {})) {
        const isRefList = Array.isArray(value) && field !== "targets";
        expect(served[field]).toEqual(isRefList ? [...value].sort() : value);
      }
    }
  });

  it("knows the eight kinds and Template", () => {
    expect([...BUILT_IN.names].sort()).toEqual([...kindNames, "Template"].sort());
  });
});
