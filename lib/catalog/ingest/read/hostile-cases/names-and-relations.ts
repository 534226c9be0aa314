import { accepted, GOOD, type HostileCase, many, refused, withMetadata, withSpec } from "./hostile-case";

const named = (name: string) => GOOD.replace("THIS", name);
const owned = (owner: string) => GOOD.replace("team-a", owner);
/** Part of a circle of components, each of which depends on the next. */
const circle = (length: number, from = 0, to = length) =>
  many(
    to - from,
    (index) =>
      `${named(`THIS-${from + index}`)}  dependsOn: ["component:THIS-${(from + index + 1) % length}"]`,
    "\n---\n",
  );
const FOUR = ["catalog-info.yaml", "b/catalog-info.yaml", "c/catalog-info.yaml", "d/catalog-info.yaml"];

/** Names that clash, escape or mean something to a machine, and references in circles and into nothing. */
export const NAMES_AND_RELATIONS: readonly HostileCase[] = [
  accepted(
    "one name twice in a file",
    `${GOOD}---\n${GOOD}`,
    { "spec.owner": "team-a" },
    "duplicate_entity:13",
  ),
  {
    name: "one name twice in a repository",
    files: { "catalog-info.yaml": GOOD, "b/catalog-info.yaml": GOOD },
    problems: ["b/catalog-info.yaml duplicate_entity:4"],
    stored: { "spec.owner": "team-a" },
  },
  {
    ...accepted(
      "two names that differ in case only",
      `${named("THIS-a")}---\n${named("THIS-A")}`,
      {},
      "duplicate_entity:13",
    ),
    ref: "component:default/THIS-a",
  },
  refused("the name of another repository's entity", named("good-1"), "ref_taken:4"),
  refused("another repository's name in capitals", named("GOOD-2"), "ref_taken:4"),
  {
    ...accepted("63 characters", named("x".repeat(63)), { "spec.owner": "team-a" }),
    ref: `component:default/${"x".repeat(63)}`,
  },
  refused("64 characters", named("x".repeat(64)), "bad_format:4"),
  refused("10,000 characters", named("x".repeat(10_000)), "bad_format:4"),
  refused("an empty name", named('""'), "empty_value:4"),
  refused("a name of blanks", named('"  "'), "bad_format:4"),
  refused("a name that begins with a dash", named("-rf"), "bad_format:4"),
  refused("a name with a slash", named("a/b"), "bad_format:4"),
  refused("namespace ..", withMetadata("  namespace: .."), "bad_format:5"),
  refused("namespace ../..", withMetadata("  namespace: ../.."), "bad_format:5"),
  refused("namespace of 64 characters", withMetadata(`  namespace: ${"x".repeat(64)}`), "bad_format:5"),
  refused("namespace in capitals", withMetadata("  namespace: Default"), "bad_format:5"),
  accepted("an owner that is itself", owned("component:THIS"), { "spec.owner": "component:THIS" }),
  accepted("a part of itself", withSpec("  subcomponentOf: THIS"), { "spec.subcomponentOf": "THIS" }),
  {
    ...accepted("a circle of two", circle(2), { "metadata.name": "THIS-0" }),
    ref: "component:default/THIS-0",
  },
  {
    ...accepted("a circle of three", circle(3), { "metadata.name": "THIS-2" }),
    ref: "component:default/THIS-2",
  },
  {
    name: "a circle of a thousand",
    files: Object.fromEntries(
      FOUR.map((path, index) => [path, circle(1_000, index * 250, index * 250 + 250)]),
    ),
    problems: [],
    stored: { "metadata.name": "THIS-999" },
    ref: "component:default/THIS-999",
  },
  accepted("an owner nobody knows", owned("nobody"), { "spec.owner": "nobody" }, "unresolved_owner:8"),
  accepted(
    "a dependency nobody knows",
    withSpec('  dependsOn: ["resource:gone"]'),
    {},
    "unresolved_reference:9",
  ),
  accepted(
    "another tenant's entity as owner",
    owned("group:default/other-tenants-team"),
    {},
    "unresolved_owner:8",
  ),
  refused("a reference with empty parts", owned('"group:/"'), "bad_reference:8"),
  refused("a dependency without its kind", withSpec("  dependsOn: [a]"), "bad_reference:9"),
  refused("an unknown kind", GOOD.replace("Component", "Gizmo"), "unknown_kind:2"),
  refused("a kind in lower case", GOOD.replace("Component", "component"), "unknown_kind:2"),
  {
    ...accepted(
      "a User from a repository",
      "apiVersion: backstage.io/v1alpha1\nkind: User\nmetadata:\n  name: THIS\nspec:\n  memberOf: [team-a]\n",
    ),
    ref: "user:default/THIS",
  },
  {
    ...accepted(
      "a Template from a repository",
      "apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata:\n  name: THIS\nspec:\n  type: service\n  owner: team-a\n  steps: []\n",
      { "spec.steps": [] },
    ),
    ref: "template:default/THIS",
  },
  {
    ...accepted("the name constructor", named("constructor"), { "spec.owner": "team-a" }),
    ref: "component:default/constructor",
  },
  {
    ...accepted("the name toString", named("toString"), { "spec.owner": "team-a" }),
    ref: "component:default/tostring",
  },
  refused("the name __proto__", named("__proto__"), "bad_format:4"),
  refused("__proto__ as a key", withSpec("  __proto__: {polluted: yes}"), "forbidden_key:9"),
  accepted("constructor.prototype as keys", withSpec("  constructor: {prototype: {polluted: yes}}"), {
    "spec.constructor.prototype.polluted": "yes",
  }),
];
