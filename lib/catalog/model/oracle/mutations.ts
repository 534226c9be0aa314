import type { Json, JsonObject } from "@/lib/platform/types";

export type Path = readonly (string | number)[];
/** A value for a field, or its absence. */
export type Replacement = { readonly value: Json } | undefined;

const metadata = {
  name: "pay",
  namespace: "shop",
  uid: "7f6c5a0e-0000-4000-8000-000000000000",
  etag: "0123456789abcdef",
  title: "Pay",
  description: "Takes money.",
  labels: { tier: "gold", "acme.com/region": "eu-1" },
  annotations: { "github.com/project-slug": "acme/pay", note: "any text: at all\n" },
  tags: ["java", "c++", "a:b-c#"],
  links: [{ url: "https://pay.acme.example/x", title: "Pay", icon: "dashboard", type: "ops" }],
  "acme.com/unknown": { kept: [1, null, { deep: true }] },
};

const profile = { displayName: "Ada", email: "ada@acme.example", picture: "https://acme.example/ada.png" };
const extra = { kept: [null, 1.5, "x"] };

/** One valid entity of each kind, with every field it may have. */
export const SAMPLES: Readonly<Record<string, JsonObject>> = {
  Component: {
    type: "service",
    lifecycle: "production",
    owner: "team-pay",
    system: "checkout",
    subcomponentOf: "shop",
    providesApis: ["pay-v2", "pay-v1"],
    consumesApis: ["ns/ledger"],
    dependsOn: ["resource:pay-db", "Component:default/Audit"],
    dependencyOf: ["component:web"],
    extra,
  },
  API: {
    type: "openapi",
    lifecycle: "production",
    owner: "user:ada",
    system: "checkout",
    definition: "openapi: 3.1.0",
    extra,
  },
  Resource: {
    type: "database",
    owner: "team-pay",
    system: "checkout",
    dependsOn: ["resource:disk"],
    dependencyOf: ["component:pay"],
    extra,
  },
  System: { owner: "team-pay", domain: "commerce", type: "product", extra },
  Domain: { owner: "team-pay", subdomainOf: "group", type: "area", extra },
  Group: {
    type: "team",
    parent: "eng",
    children: ["b", "a"],
    members: ["ada", "user:default/bob"],
    profile,
    extra,
  },
  User: { memberOf: ["team-pay", "group:eng"], profile, extra },
  Location: { type: "url", target: "./a.yaml", targets: ["./b.yaml"], presence: "optional", extra },
};

export function sampleOf(kind: string): JsonObject {
  return { apiVersion: "backstage.io/v1alpha1", kind, metadata, spec: SAMPLES[kind] };
}

const METADATA_PATHS: readonly Path[] = [
  [],
  ["name"],
  ["namespace"],
  ["uid"],
  ["etag"],
  ["title"],
  ["description"],
  ["labels"],
  ["labels", "tier"],
  ["labels", "acme.com/region"],
  ["annotations"],
  ["annotations", "note"],
  ["tags"],
  ["tags", 0],
  ["tags", 2],
  ["links"],
  ["links", 0],
  ["links", 0, "url"],
  ["links", 0, "title"],
  ["links", 0, "icon"],
  ["links", 0, "type"],
  ["acme.com/unknown"],
  ["acme.com/unknown", "kept", 2],
];

/** Every place of a sample that a rule speaks of, and some that none does. */
export function pathsOf(kind: string): readonly Path[] {
  const spec = SAMPLES[kind] ?? {};
  const fields = Object.entries(spec).flatMap(([field, value]): Path[] => [
    ["spec", field],
    ...(Array.isArray(value) ? [["spec", field, 0]] : []),
    ...(field === "profile" ? ["displayName", "email", "picture"].map((part) => ["spec", field, part]) : []),
  ]);
  return [
    ["apiVersion"],
    ["kind"],
    ...METADATA_PATHS.map((path) => ["metadata", ...path]),
    ["spec"],
    ...fields,
    ["relations"],
    ["status"],
    ["foreign"],
  ];
}

const long = (length: number) => "x".repeat(length);

/** What people and attackers put where something else belongs. */
export const REPLACEMENTS: readonly Replacement[] = [
  undefined,
  ...[
    null,
    0,
    1,
    -1.5,
    1e300,
    true,
    false,
    "",
    " ",
    "a",
    "A",
    "a b",
    "a_b.c-d",
    "a--b",
    "-a",
    "a-",
    "a/b",
    "group:ns/Name",
    "x:y",
    "a:",
    ":a",
    "a/",
    "/a",
    "kind:/a",
    "ünï",
    "日本",
    "optional",
    "https://acme.example/a b",
    "javascript:alert(1)",
    "mailto:a@b",
    "/relative",
    "component",
    "Gadget",
    "AiResource",
    "backstage.io/v1beta1",
    "backstage.io/v9",
    "v1",
    "constructor",
    "../../etc/passwd",
    long(63),
    long(64),
    `${long(253)}/v1`,
    "2026-01-01",
    [],
    [""],
    ["a"],
    [1],
    [null],
    [["a"]],
    [{}],
    ["a", ""],
    {},
    { a: "b" },
    { a: 1 },
    { a: null },
    { "": "x" },
    { "a b": "x" },
    { "a/b/c": "x" },
    { "A.b/c": "x" },
    { [`${long(63)}.${long(63)}/n`]: "x" },
    { [`${long(64)}/n`]: "x" },
    { [`${Array(4).fill(long(62)).join(".")}.y/n`]: "x" },
    { [`${Array(4).fill(long(62)).join(".")}.yz/n`]: "x" },
    { [`a.b/${long(64)}`]: "x" },
    { url: "https://a.b", title: "\t" },
  ].map((value) => ({ value })),
];

/** The value with one place replaced or taken out. */
export function mutate(value: Json, path: Path, replacement: Replacement): Json {
  const [key, ...rest] = path;
  if (key === undefined) return replacement ? replacement.value : null;
  if (Array.isArray(value)) {
    const index = Number(key);
    if (rest.length === 0 && !replacement) return value.filter((_: Json, at) => at !== index);
    return value.map((item: Json, at) => (at === index ? mutate(item, rest, replacement) : item));
  }
  // An earlier mutation may have put something else where this one leads.
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(
    ([name]) => name !== key || rest.length > 0 || replacement !== undefined,
  );
  const changed = entries.map(([name, item]): [string, Json | undefined] =>
    name === key ? [name, item === undefined ? item : mutate(item, rest, replacement)] : [name, item],
  );
  const isNew = rest.length === 0 && replacement !== undefined && !changed.some(([name]) => name === key);
  return Object.fromEntries(isNew ? [...changed, [String(key), replacement.value]] : changed);
}
