import { evaluateFilterPredicate, type FilterPredicate } from "@backstage/filter-predicates";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "@/lib/platform/types";
import type { ServedChange } from "../../store/served-store";
import { CatalogIndex } from "../catalog-index";
import { forEachBit } from "../columns/bits";
import { KeyPlan } from "../columns/key-plan";
import { KeySet } from "../columns/key-set";
import { ValueColumn } from "../columns/value-column";
import type { SelectInput } from "../served-catalog";
import { columnFor, columnsOf, evaluate } from "./evaluate";
import { facets } from "./facets";
import { parsePredicate } from "./parse-predicate";
import { fold, type Predicate, parseFilters } from "./predicate";
import { select } from "./select";

const KEYS = [
  "kind",
  "metadata.name",
  "metadata.title",
  "metadata.tags",
  "spec.type",
  "spec.depth",
  "spec.list",
];
const VALUES = ["Service", "service", "site", "java", "Java", "go", "a", "3", "true", "", "x%y"];

type Sample = { readonly uid: number; readonly entity: JsonObject; readonly relations: readonly string[] };

const value = fc.constantFrom<Json>(...VALUES, 3, true, null, "L".repeat(201));
const ref = fc.constantFrom("component:default/e0", "component:default/e1", "group:default/ghost");
const sample: fc.Arbitrary<Omit<Sample, "uid">> = fc
  .record({
    kind: fc.constantFrom("Component", "API", "component"),
    title: fc.option(fc.constantFrom(...VALUES.filter(Boolean)), { nil: undefined }),
    tags: fc.uniqueArray(fc.constantFrom("java", "go", "web"), { maxLength: 3 }),
    spec: fc.record(
      { type: value, Depth: value, list: fc.array(value, { maxLength: 3 }) },
      { requiredKeys: [] },
    ),
    relations: fc.uniqueArray(
      ref.map((target) => `ownedBy ownerOf ${target}`),
      { maxLength: 2 },
    ),
  })
  .map(({ kind, title, tags, spec, relations }) => ({
    entity: { apiVersion: "v1", kind, metadata: { ...(title === undefined ? {} : { title }), tags }, spec },
    relations,
  }));

const uidOf = (n: number) => `00000000-0000-4000-8000-${(0xfff - n).toString(16).padStart(12, "0")}`;
const nameOf = (n: number) => (n % 2 === 0 ? `e${n}` : `E${n}`);

function bodyOf({ uid, entity }: Sample): JsonObject {
  const metadata = {
    ...(entity.metadata as JsonObject),
    name: nameOf(uid),
    namespace: "default",
    uid: uidOf(uid),
  };
  return { ...entity, metadata };
}

function changeOf(each: Sample, seq: number, orphaned = false): ServedChange {
  const metadata = each.entity.metadata as JsonObject;
  return {
    uid: uidOf(each.uid),
    ref: `component:default/e${each.uid}`,
    seq,
    orphaned,
    title: String(metadata.title ?? nameOf(each.uid)),
    ownerRef: null,
    systemRef: null,
    updatedAt: 1_000 + seq,
    relations: each.relations.join("\n"),
    served: JSON.stringify(bodyOf(each)),
  };
}

/** An index that has read the columns asked for, as read-columns.ts does. */
function indexOf(samples: readonly Sample[], keys: readonly string[]): CatalogIndex {
  const index = new CatalogIndex();
  index.apply(samples.map((each) => changeOf(each, 1)));
  for (const key of new Set(keys.flatMap(columnFor))) {
    if (index.column(key)) continue;
    const column = new ValueColumn(0);
    const plan = new KeyPlan([key]);
    for (const each of samples) {
      const values: (string | null)[] = [];
      plan.read(bodyOf(each), (_, found) => values.push(found));
      column.set(index.uids.add(uidOf(each.uid)), values);
    }
    index.addColumn(key, column);
  }
  return index;
}

type Row = { readonly key: string; readonly original: string | null };

/** The index rows Backstage would write (contract 7.2), from the plain reading of the rules. */
function flatten(samples: readonly Sample[], each: Sample): Row[] {
  const rows: Row[] = [];
  const visit = (key: string, current: Json | undefined): void => {
    if (Array.isArray(current))
      for (const item of current as readonly Json[]) {
        visit(key, item);
        if (typeof item === "string") rows.push({ key: fold(`${key}.${item}`), original: "true" });
      }
    else if (typeof current === "object" && current !== null)
      for (const [name, inner] of Object.entries(current)) visit(key ? `${key}.${name}` : name, inner);
    else {
      const text = current === null || current === undefined ? null : String(current);
      rows.push({ key: fold(key), original: text !== null && text.length > 200 ? null : text });
    }
  };
  visit("", bodyOf(each));
  const own = `component:default/e${each.uid}`;
  for (const relation of each.relations)
    rows.push({ key: "relations.ownedby", original: relation.split(" ")[2] ?? "" });
  for (const other of samples)
    if (other.relations.includes(`ownedBy ownerOf ${own}`))
      rows.push({ key: "relations.ownerof", original: `component:default/e${other.uid}` });
  return rows.filter(({ key }) => key.length <= 200);
}

function naive(predicate: Predicate, rows: readonly Row[]): boolean {
  switch (predicate.kind) {
    case "all":
      return predicate.of.every((part) => naive(part, rows));
    case "any":
      return predicate.of.some((part) => naive(part, rows));
    case "not":
      return !naive(predicate.of, rows);
    case "words":
      throw new Error("not a flattened key");
    case "exists":
      return rows.some(({ key }) => key === predicate.key);
    case "in":
      return rows.some(
        ({ key, original }) =>
          key === predicate.key && original !== null && predicate.values.includes(fold(original)),
      );
    case "prefix":
      return rows.some(
        ({ key, original }) =>
          key === predicate.key && original !== null && fold(original).startsWith(predicate.prefix),
      );
  }
}

const anyKey = fc.constantFrom(
  ...KEYS,
  "metadata.uid",
  "metadata.tags.java",
  "spec.list.go",
  "spec",
  "spec.Depth",
  "relations.ownedBy",
  "relations.ownerOf",
  "status.x",
);
const anyValue = fc.constantFrom<string | number | boolean>(
  ...VALUES,
  3,
  true,
  uidOf(0),
  "component:default/e1",
  "group:default/ghost",
);
const { node } = fc.letrec<{ node: FilterPredicate }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    fc.dictionary(
      anyKey,
      fc.oneof(
        anyValue,
        fc.record({ $in: fc.array(anyValue, { maxLength: 3 }) }),
        fc.record({ $exists: fc.boolean() }),
        fc.record({ $hasPrefix: fc.constantFrom("s", "JA", "", "%", "component:") }),
        fc.record({ $contains: anyValue }),
      ),
      { maxKeys: 2 },
    ) as fc.Arbitrary<FilterPredicate>,
    fc.record({ $all: fc.array(tie("node"), { maxLength: 3 }) }),
    fc.record({ $any: fc.array(tie("node"), { maxLength: 3 }) }),
    fc.record({ $not: tie("node") }),
  ),
}));
const samplesOf = fc
  .array(sample, { minLength: 1, maxLength: 12 })
  .map((all) => all.map((each, uid): Sample => ({ ...each, uid })));

function matching(index: CatalogIndex, predicate: Predicate | undefined): string[] {
  const uids: string[] = [];
  forEachBit(evaluate(index, predicate), (ordinal) => uids.push(index.uids.uid(ordinal)));
  return uids.sort();
}

describe("predicates", () => {
  test("mean what the flattened keys of contract 7.2 say", () => {
    fc.assert(
      fc.property(samplesOf, node, (samples, json) => {
        const predicate = parsePredicate(json);
        const index = indexOf(samples, columnsOf(predicate));
        const expected = samples.filter((each) => naive(predicate, flatten(samples, each)));
        expect(matching(index, predicate)).toEqual(expected.map(({ uid }) => uidOf(uid)).sort());
      }),
      { numRuns: 150 },
    );
  });

  test("agree with Backstage's own evaluator where both know one text per key", () => {
    const scalar = fc.constantFrom("kind", "metadata.name", "metadata.title", "spec.type");
    const text = fc.constantFrom("Service", "site", "JAVA", "component", "e0");
    const condition = fc.oneof(
      fc.dictionary(scalar, text, { minKeys: 1, maxKeys: 2 }),
      fc.dictionary(scalar, fc.record({ $in: fc.array(text, { minLength: 1 }) }), { minKeys: 1, maxKeys: 2 }),
      fc.dictionary(scalar, fc.record({ $exists: fc.boolean() }), { minKeys: 1, maxKeys: 1 }),
      fc.dictionary(scalar, fc.record({ $hasPrefix: text }), { minKeys: 1, maxKeys: 1 }),
      fc.record({ "metadata.tags": fc.record({ $contains: fc.constantFrom("java", "GO") }) }),
    );
    const combined = fc.oneof(
      condition,
      condition.map(($not) => ({ $not })),
      fc.array(condition).map(($all) => ({ $all })),
      fc.array(condition).map(($any) => ({ $any })),
    );
    fc.assert(
      fc.property(samplesOf, combined, (samples, json) => {
        const predicate = parsePredicate(json);
        const index = indexOf(samples, columnsOf(predicate));
        // The index reads whole numbers, nulls and long texts in its own way; the oracle compares texts.
        const plain = samples.filter(({ entity }) => {
          const type = (entity.spec as JsonObject).type;
          return type === undefined || (typeof type === "string" && type.length <= 200);
        });
        const known = new Set(matching(index, predicate));
        for (const each of plain)
          expect(known.has(uidOf(each.uid))).toBe(
            evaluateFilterPredicate(json as FilterPredicate, bodyOf(each)),
          );
      }),
      { numRuns: 120 },
    );
  });

  test("know every key an entity has, and few others", () => {
    fc.assert(
      fc.property(samplesOf, (samples) => {
        const keys = new KeySet();
        for (const each of samples) keys.take(0, undefined, bodyOf(each));
        for (const { key } of samples.flatMap((each) => flatten(samples, each)))
          if (!key.startsWith("relations.")) expect(keys.has(key)).toBe(true);
        const unknown = Array.from({ length: 200 }, (_, i) => `spec.unknown-${i}`);
        expect(unknown.filter((key) => keys.has(key)).length).toBeLessThan(3);
      }),
    );
  });

  test.each([
    ["a primitive", "component"],
    ["an unknown operator", { $some: [] }],
    ["an unknown operator of a field", { kind: { $like: "a" } }],
    ["an operator beside a field", { $not: {}, kind: "a" }],
    ["two operators of a field", { kind: { $in: [], $exists: true } }],
    ["an array as a value", { kind: ["a"] }],
    ["null", { kind: null }],
    [
      "an object contained in something else than relations",
      { "metadata.tags": { $contains: { type: "x" } } },
    ],
    ["a relation without a type", { relations: { $contains: { type: "" } } }],
    ["a relation with something else", { relations: { $contains: { type: "a", kind: "b" } } }],
    ["a relation's type twice", { relations: { $contains: { type: "a", Type: "b" } } }],
    ["no targets", { relations: { $contains: { type: "a", targetRef: { $in: [] } } } }],
    ["targets that are no texts", { relations: { $contains: { type: "a", targetRef: { $in: [5] } } } }],
    [
      "a value nested without end",
      { kind: JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`) as unknown },
    ],
    ["nesting without end", JSON.parse(`${'{"$not":'.repeat(80)}{}${"}".repeat(80)}`)],
  ])("refuse %s", (_, json) => {
    expect(() => parsePredicate(json)).toThrow(/Invalid filter predicate/);
  });

  test("a relation is asked for by its type and target", () => {
    const samples: Sample[] = [
      {
        uid: 0,
        entity: { kind: "Component", metadata: {} },
        relations: ["ownedBy ownerOf component:default/e1"],
      },
      { uid: 1, entity: { kind: "Component", metadata: {} }, relations: [] },
    ];
    const index = indexOf(samples, []);
    const ask = (type: string, targetRef?: Json) =>
      matching(
        index,
        parsePredicate({ relations: { $contains: { type, ...(targetRef && { targetRef }) } } }),
      );
    expect(ask("OwnedBy", "Component:default/E1")).toEqual([uidOf(0)]);
    expect(ask("ownerOf", { $in: ["component:default/e0"] })).toEqual([uidOf(1)]);
    expect(ask("ownerOf")).toEqual([uidOf(1)]);
    expect(ask("ownedBy", "component:default/e0")).toEqual([]);
    const inCapitals = { Type: "ownedBy", TARGETREF: "component:default/e1" };
    expect(matching(index, parsePredicate({ relations: { $contains: inCapitals } }))).toEqual([uidOf(0)]);
  });
});

describe("string filters", () => {
  const samples: Sample[] = ["service", "site", ""].map((type, uid) => ({
    uid,
    entity: {
      kind: uid === 2 ? "API" : "Component",
      metadata: { tags: uid === 0 ? ["java"] : [] },
      spec: { type },
    },
    relations: [],
  }));
  const index = indexOf(samples, ["spec.type"]);
  const names = (...filters: string[]) =>
    matching(index, parseFilters(filters))
      .map((uid) => 0xfff - Number(`0x${uid.slice(-3)}`))
      .sort();

  test.each([
    ["conditions are ANDed", ["kind=component,spec.type=site"], [1]],
    ["parameters are ORed", ["spec.type=site", "kind=api"], [1, 2]],
    ["a key twice is either value", ["spec.type=site,spec.type=service"], [0, 1]],
    ["a key twice, in other letters, is both values", ["spec.type=site,SPEC.TYPE=service"], []],
    ["both may hold", ["kind=component,KIND=component,spec.type=site"], [1]],
    ["a value wins over mere existence of its key", ["spec.type,spec.type=site"], [1]],
    ["blanks do not count", [" kind = COMPONENT , , spec.type = Site "], [1]],
    ["no value after = is the empty text", ["spec.type="], [2]],
    ["a tag is a key", ["metadata.tags.java"], [0]],
    ["only the first = splits", ["spec.type=a=b"], []],
    ["an object is no key", ["metadata"], []],
  ])("%s", (_, filters, expected) => {
    expect(names(...filters)).toEqual(expected);
  });

  test("refuse an empty parameter and an empty key", () => {
    expect(() => parseFilters([""])).toThrow("must not be empty");
    expect(() => parseFilters(["=x"])).toThrow("has no key");
    expect(parseFilters([" , "])).toBeUndefined();
  });
});

describe("facets", () => {
  test("count entities by value in original case, in order of value", () => {
    fc.assert(
      fc.property(samplesOf, fc.option(node, { nil: undefined }), (samples, json) => {
        const where = json === undefined ? undefined : parsePredicate(json);
        const keys = [
          "Kind",
          "spec.list",
          "spec.type",
          "metadata.tags.java",
          "relations.ownedBy",
          "spec.nothing",
        ];
        const index = indexOf(samples, [...keys.map(fold), ...columnsOf(where)]);
        const chosen = samples.filter((each) => !where || naive(where, flatten(samples, each)));
        const expected = keys.map((key) => {
          const counts = new Map<string, number>();
          for (const each of chosen) {
            const rows = flatten(samples, each).filter(
              (row) => row.key === fold(key) && row.original !== null,
            );
            // Of values that differ in case only an entity has one row: the first.
            const firsts = new Map<string, string>();
            for (const { original } of rows) {
              const text = original ?? "";
              if (!firsts.has(fold(text))) firsts.set(fold(text), text);
            }
            for (const text of firsts.values()) counts.set(text, (counts.get(text) ?? 0) + 1);
          }
          const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
          return [key, sorted.map(([text, count]) => ({ value: text, count }))];
        });
        expect(facets(index, keys, where)).toEqual(Object.fromEntries(expected));
      }),
      { numRuns: 150 },
    );
  });
});

describe("lists", () => {
  const field = fc.constantFrom(
    "metadata.name",
    "spec.type",
    "metadata.tags",
    "metadata.tags.java",
    "metadata.title",
    "relations.ownedby",
    "relations.ownerof",
  );
  const fields = ["spec.type", "metadata.title", "metadata.name"];

  /** All entities a list has, in order, by the plain rules of contract 8. */
  function expectedOrder(samples: readonly Sample[], input: Omit<SelectInput, "limit">): string[] {
    const [by] = input.order ?? [];
    const rowsOf = (each: Sample, key: string) =>
      flatten(samples, each).filter((row) => row.key === fold(key) && row.original !== null);
    // Of several values the one that comes first in the direction counts.
    const leading = (each: Sample) =>
      by
        ? rowsOf(each, by.field)
            .map((row) => fold(row.original ?? ""))
            .sort()
            .at(by.direction === "desc" ? -1 : 0)
        : undefined;
    const found = samples.filter((each) => {
      if (input.where && !naive(input.where, flatten(samples, each))) return false;
      const term = input.text?.term.trim().toLowerCase();
      if (
        term &&
        !fields.some((key) => rowsOf(each, key).some((row) => fold(row.original ?? "").includes(term)))
      )
        return false;
      return !by || input.missing === "last" || leading(each) !== undefined;
    });
    const sign = by?.direction === "desc" ? -1 : 1;
    const order = (a: Sample, b: Sample) => {
      const [x, y] = [leading(a), leading(b)];
      const byUid = uidOf(a.uid) < uidOf(b.uid) ? -1 : 1;
      if (x === undefined || y === undefined) return x === y ? byUid : x === undefined ? 1 : -1;
      return x === y ? sign * byUid : x < y ? -sign : sign;
    };
    return found.sort(order).map(({ uid }) => uidOf(uid));
  }

  const input = fc.record({
    order: fc.option(
      fc.record({ field, direction: fc.constantFrom("asc" as const, "desc" as const) }).map((by) => [by]),
      { nil: undefined },
    ),
    missing: fc.constantFrom("out" as const, "last" as const),
    where: fc.option(node.map(parsePredicate), { nil: undefined }),
    text: fc.option(
      fc.constantFrom("SER", "e", "a", "%", "", "zzz").map((term) => ({ term, fields })),
      { nil: undefined },
    ),
  });
  const columns = (asked: { readonly where?: Predicate | undefined }) => [...KEYS, ...columnsOf(asked.where)];

  test("are in order, with the exact total, walked forwards by cursor and back again", async () => {
    await fc.assert(
      fc.asyncProperty(samplesOf, input, fc.integer({ min: 1, max: 4 }), async (samples, asked, limit) => {
        const index = indexOf(samples, columns(asked));
        const expected = expectedOrder(samples, asked);
        const pages: string[][] = [];
        let page = await select(index, { ...asked, limit });
        expect(page.previous).toBeUndefined();
        for (;;) {
          expect(page.total).toBe(expected.length);
          pages.push(page.ordinals.map((ordinal) => index.uids.uid(ordinal)));
          if (!page.next) break;
          page = await select(index, { ...asked, limit, after: page.next });
        }
        expect(pages.flat()).toEqual(expected);
        for (let at = pages.length - 1; at > 0; at--) {
          if (!page.previous) throw new Error("no way back");
          page = await select(index, { ...asked, limit, before: page.previous });
          expect(page.ordinals.map((ordinal) => index.uids.uid(ordinal))).toEqual(pages[at - 1]);
          expect(page.next).toBeDefined();
        }
        expect(page.previous).toBeUndefined();
        const skipped = await select(index, { ...asked, limit: 100, offset: 2 });
        expect(skipped.ordinals.map((ordinal) => index.uids.uid(ordinal))).toEqual(expected.slice(2));
      }),
      { numRuns: 120 },
    );
  });

  test("keep in step with changes: an order patched equals an order made anew", async () => {
    await fc.assert(
      fc.asyncProperty(
        samplesOf,
        fc.array(sample, { maxLength: 6 }),
        input,
        async (samples, changes, asked) => {
          const index = indexOf(samples, columns(asked));
          await select(index, { ...asked, limit: 1 });
          let now = samples;
          for (const [i, change] of changes.entries()) {
            const changed = { ...change, uid: (i * 5) % (samples.length + 2) };
            const leaves = i % 3 === 2;
            index.apply([changeOf(changed, i + 2, leaves)]);
            now = now.filter(({ uid }) => uid !== changed.uid);
            if (!leaves) now = [...now, changed];
            const page = await select(index, { ...asked, limit: 100 });
            expect(page.ordinals.map((ordinal) => index.uids.uid(ordinal))).toEqual(
              expectedOrder(now, asked),
            );
          }
          expect(index.count).toBe(now.length);
        },
      ),
      { numRuns: 120 },
    );
  });

  test("order by several fields puts what lacks one last, in either direction", async () => {
    const spec = (type?: string) => (type === undefined ? {} : { type });
    const samples = [spec("b"), spec(), spec("a"), spec("b")].map((each, uid) => ({
      uid,
      entity: { kind: uid === 3 ? "API" : "Component", metadata: {}, spec: each },
      relations: [],
    }));
    const index = indexOf(samples, KEYS);
    const ordered = async (direction: "asc" | "desc") => {
      const order = [
        { field: "spec.type", direction },
        { field: "kind", direction: "asc" as const },
      ];
      const { ordinals } = await select(index, { order, missing: "last", limit: 9 });
      return ordinals.map((ordinal) => index.row(ordinal).ref.slice(-1));
    };
    expect(await ordered("asc")).toEqual(["2", "3", "0", "1"]);
    expect(await ordered("desc")).toEqual(["3", "0", "2", "1"]);
  });
});
