import { describe, expect, it } from "vitest";
import type { Json } from "@/lib/platform/types";
import { checkEntity } from "./check-entity";
import {
  isApiVersion,
  isEntityName,
  isLabelValue,
  isNamespace,
  isPrefixedKey,
  isTag,
  toEntityName,
  toTag,
} from "./formats";
import { fieldName } from "./problem";
import { canonicalRef, parseRef } from "./ref";
import { normaliseEntity, relationsOf } from "./relations";

const component = (
  change: Record<string, Json> = {},
  metadata: Record<string, Json> = {},
  spec: Record<string, Json> = {},
): Json => ({
  apiVersion: "backstage.io/v1alpha1",
  kind: "Component",
  metadata: { name: "a", ...metadata },
  spec: { type: "service", lifecycle: "production", owner: "team", ...spec },
  ...change,
});
const without = (value: Json, key: string): Json =>
  Object.fromEntries(Object.entries(Object(value)).filter(([name]) => name !== key)) as Json;

describe("references", () => {
  it.each([
    ["a", "component:default/a"],
    ["Group:a", "group:default/a"],
    ["Team-X/A.b", "component:team-x/a.b"],
    ["API:ns/Name", "api:ns/name"],
    ["a/b:c", "component:a/b:c"],
  ])("%s is %s", (text, canonical) => {
    expect(canonicalRef(text, { kind: "Component" })).toBe(canonical);
  });
  it.each(["", ":a", "a:", "/a", "a/", "kind:/a", "kind:ns/"])("%j is none", (text) => {
    expect(parseRef(text, { kind: "Component" })).toBeUndefined();
  });
  it("needs a kind where there is no default", () => {
    expect(canonicalRef("a")).toBeUndefined();
  });
});

describe("formats", () => {
  const table: readonly (readonly [
    check: (text: string) => boolean,
    good: readonly string[],
    bad: readonly string[],
  ])[] = [
    [
      isEntityName,
      ["a", "A9", "a--b", "a_.b", "x".repeat(63), "constructor"],
      ["", "-a", "a-", ".a", "a b", "a/b", "é", "x".repeat(64)],
    ],
    [isNamespace, ["a", "a-b", "a--b", "0"], ["", "A", "a_b", "-a", "a-", "..", "x".repeat(64)]],
    [
      isPrefixedKey,
      ["a", "a.b/c", "backstage.io/x", "a/B_c.d"],
      ["", "a/b/c", "/a", "a/", "A.b/c", "a..b/c", "a b"],
    ],
    [isLabelValue, ["", "a", "A.b-c"], ["a b", "-", "x".repeat(64)]],
    [
      isTag,
      ["a", "c++", "c#", "a:b", "a-b", "x".repeat(63)],
      ["", "A", "a--b", "-a", "a_b", "a.b", "x".repeat(64)],
    ],
    [isApiVersion, ["v1", "backstage.io/v1alpha1", "a.b/C"], ["", "a/b/c", "/v1", "a/", "a/v-1", "A.b/v1"]],
  ];
  it.each(table)("%o", (check, good, bad) => {
    expect([good.filter((text) => !check(text)), bad.filter(check)]).toEqual([[], []]);
  });
  it.each([".github", "-x-", "a b", "Ünïcode", "日本", "", `${"x".repeat(62)}--y`, "a/b"])(
    "makes a valid name of %j",
    (text) => {
      expect(isEntityName(toEntityName(text))).toBe(true);
    },
  );
  it.each(["C++", "Foo Bar", "--", "a__b"])("makes a valid tag of %j, or none", (text) => {
    const tag = toTag(text);
    expect(tag === undefined || isTag(tag)).toBe(true);
  });
});

describe("checkEntity", () => {
  const base = { apiVersion: "backstage.io/v1alpha1", metadata: { name: "a" } };
  const accepted: readonly (readonly [name: string, value: Json])[] = [
    ["a Component", component()],
    [
      "unknown metadata and spec fields",
      component({}, { "github.com/project-slug": "a/b", anything: { x: 1 } }, { extra: [1, { a: null }] }),
    ],
    ["v1beta1", component({ apiVersion: "backstage.io/v1beta1" })],
    [
      "an API",
      { ...base, kind: "API", spec: { type: "openapi", lifecycle: "x", owner: "o", definition: "{}" } },
    ],
    [
      "a Resource",
      { ...base, kind: "Resource", spec: { type: "db", owner: "o", dependsOn: ["component:a"] } },
    ],
    ["a System", { ...base, kind: "System", spec: { owner: "o" } }],
    ["a Domain", { ...base, kind: "Domain", spec: { owner: "o", subdomainOf: "d" } }],
    ["a Group", { ...base, kind: "Group", spec: { type: "team", children: [] } }],
    ["a User", { ...base, kind: "User", spec: { memberOf: [], profile: { displayName: "A" } } }],
    ["a Location", { ...base, kind: "Location", spec: {} }],
    [
      "a Template",
      {
        ...base,
        apiVersion: "scaffolder.backstage.io/v1beta3",
        kind: "Template",
        spec: { type: "service", steps: [] },
      },
    ],
    ["names of Object's own", component({}, { name: "constructor" }, { toString: "x" })],
  ];
  it.each(accepted)("accepts %s", (_name, value) => {
    expect(checkEntity(value).issues).toBeUndefined();
  });

  const refused: readonly (readonly [name: string, value: Json, code: string, field: string])[] = [
    ["a text", "hello", "not_an_object", ""],
    ["a list", [component()], "not_an_object", ""],
    ["no metadata", without(component(), "metadata"), "missing_field", ""],
    ["metadata as list", component({ metadata: [] }), "wrong_type", "metadata"],
    ["no name", component({ metadata: {} }), "missing_field", "metadata"],
    ["a number as name", component({}, { name: 10 }), "wrong_type", "metadata.name"],
    ["a long name", component({}, { name: "x".repeat(64) }), "bad_format", "metadata.name"],
    ["upper-case namespace", component({}, { namespace: "A" }), "bad_format", "metadata.namespace"],
    ["another root field", component({ relations: [] }), "unknown_field", "relations"],
    ["a null description", component({}, { description: null }), "wrong_type", "metadata.description"],
    ["labels as list", component({}, { labels: ["a"] }), "wrong_type", "metadata.labels"],
    [
      "a number as annotation",
      component({}, { annotations: { "a.b/c": 1 } }),
      "wrong_type",
      "metadata.annotations.a.b/c",
    ],
    [
      "a boolean label (Norway)",
      component({}, { labels: { country: false } }),
      "wrong_type",
      "metadata.labels.country",
    ],
    ["a bad label value", component({}, { labels: { a: "a b" } }), "bad_format", "metadata.labels.a"],
    ["an upper-case tag", component({}, { tags: ["ok", "Java"] }), "bad_format", "metadata.tags[1]"],
    ["a relative link", component({}, { links: [{ url: "/docs" }] }), "bad_format", "metadata.links[0].url"],
    [
      "a blank link title",
      component({}, { links: [{ url: "https://a.b", title: " " }] }),
      "bad_format",
      "metadata.links[0].title",
    ],
    ["no owner", component({ spec: { type: "a", lifecycle: "b" } }), "missing_field", "spec"],
    ["an empty owner", component({}, {}, { owner: "" }), "empty_value", "spec.owner"],
    ["a list as owner", component({}, {}, { owner: ["a"] }), "wrong_type", "spec.owner"],
    ["no spec", without(component(), "spec"), "missing_field", ""],
    ["a text as dependsOn", component({}, {}, { dependsOn: "a" }), "wrong_type", "spec.dependsOn"],
    [
      "a dependency without kind",
      component({}, {}, { dependsOn: ["a"] }),
      "bad_reference",
      "spec.dependsOn[0]",
    ],
    ["a lower-case kind", component({ kind: "component" }), "unknown_kind", "kind"],
    ["an unknown kind", component({ kind: "Gizmo" }), "unknown_kind", "kind"],
    ["an unknown version", component({ apiVersion: "backstage.io/v9" }), "unknown_api_version", "apiVersion"],
    ["NaN", component({}, {}, { weight: Number.NaN }), "wrong_type", "spec.weight"],
    ["keys that differ in case", component({}, {}, { A: 1, a: 2 }), "case_clash", "spec.a"],
    [
      "__proto__",
      JSON.parse(
        '{"apiVersion":"backstage.io/v1alpha1","kind":"Location","metadata":{"name":"a"},"spec":{"__proto__":{"polluted":1}}}',
      ),
      "forbidden_key",
      "spec.__proto__",
    ],
  ];
  it.each(refused)("refuses %s and says where", (_name, value, code, field) => {
    const { issues } = checkEntity(value);
    expect(issues?.map((issue) => ({ code: issue.code, field: fieldName(issue.path) }))).toEqual([
      { code, field },
    ]);
    expect(issues?.[0]?.fix).toMatch(/\.$|v1/);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});

describe("relationsOf", () => {
  it("states each relation once, with defaults from kind and namespace", () => {
    const { entity } = checkEntity(
      component(
        {},
        { namespace: "pay" },
        {
          owner: "User:default/Ada",
          system: "S",
          providesApis: ["x", "X"],
          dependsOn: ["resource:db", "component:default/z"],
        },
      ),
    );
    expect(
      entity && relationsOf(entity).map(({ type, inverse, targetRef }) => `${type}/${inverse} ${targetRef}`),
    ).toEqual([
      "dependsOn/dependencyOf component:default/z",
      "dependsOn/dependencyOf resource:pay/db",
      "ownedBy/ownerOf user:default/ada",
      "partOf/hasPart system:pay/s",
      "providesApi/apiProvidedBy api:pay/x",
    ]);
  });
  it("serves lists sorted and the namespace filled", () => {
    const { entity } = checkEntity(component({}, {}, { providesApis: ["b", "a"], order: ["b", "a"] }));
    expect(entity && normaliseEntity(entity)).toMatchObject({
      metadata: { namespace: "default" },
      spec: { providesApis: ["a", "b"], order: ["b", "a"] },
    });
  });
});
