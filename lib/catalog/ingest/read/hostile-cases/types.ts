import { accepted, GOOD, type HostileCase, many, refused, withMetadata, withSpec } from "./hostile-case";

const kinds = ["null", "7", "[a, b]", "{a: b}"] as const;
const words: Readonly<Record<string, string>> = {
  null: "null",
  "7": "a number",
  "[a, b]": "a list",
  "{a: b}": "a map",
};

/** A required field missing, and holding each wrong type. */
function required(field: string, line: string, missing: string, at: number): HostileCase[] {
  const key = line.slice(0, line.indexOf(":") + 1);
  return [
    refused(`${field} missing`, GOOD.replace(`${line}\n`, ""), missing),
    ...kinds.map((value) =>
      refused(`${field} as ${words[value]}`, GOOD.replace(line, `${key} ${value}`), `wrong_type:${at}`),
    ),
  ];
}

/** YAML's opinions about types, and people's. */
export const TYPES: readonly HostileCase[] = [
  ...required("apiVersion", "apiVersion: backstage.io/v1alpha1", "missing_field:1", 1),
  ...required("kind", "kind: Component", "missing_field:1", 2),
  ...required("metadata.name", "  name: THIS", "wrong_type:3", 4),
  ...required("spec.type", "  type: service", "missing_field:5", 6),
  ...required("spec.owner", "  owner: team-a", "missing_field:5", 8),
  refused(
    "metadata as an empty list",
    GOOD.replace("metadata:\n  name: THIS", "metadata: []"),
    "wrong_type:3",
  ),
  refused("metadata missing", GOOD.replace("metadata:\n  name: THIS\n", ""), "missing_field:1"),
  refused("spec missing", GOOD.slice(0, GOOD.indexOf("spec:")), "missing_field:1"),
  refused("spec as a text", `${GOOD.slice(0, GOOD.indexOf("spec:"))}spec: a component\n`, "wrong_type:5"),
  refused("a list of entities", `- ${GOOD.replaceAll("\n", "\n  ")}`, "not_an_object:1"),
  accepted("Norway: the label no is a text", withMetadata("  labels: {country: no}"), {
    "metadata.labels.country": "no",
  }),
  refused("a boolean label", withMetadata("  labels: {country: false}"), "wrong_type:5"),
  refused("010 as an annotation", withMetadata("  annotations: {zip: 010}"), "wrong_type:5"),
  refused("1.10 as a label", withMetadata("  labels: {version: 1.10}"), "wrong_type:5"),
  accepted("a date, which is a text", withMetadata("  annotations: {since: 2026-01-01}"), {
    "metadata.annotations.since": "2026-01-01",
  }),
  refused("NaN", withSpec("  weight: .nan"), "wrong_type:9"),
  refused(
    "a number too long to keep",
    withMetadata("  annotations: {id: 12345678901234567890}"),
    "wrong_type:5",
  ),
  refused("labels as a list", withMetadata("  labels: [a, b]"), "wrong_type:5"),
  refused("links as texts", withMetadata("  links: [https://a.example]"), "wrong_type:5"),
  refused(
    "10,000 tags with capitals",
    withMetadata(`  tags: [${many(10_000, (index) => `T${index}`, ", ")}]`),
    "bad_format:5|timeout:1",
  ),
];
