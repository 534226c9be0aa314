import { expect, it } from "vitest";
import { makeSnapshot } from "@/lib/testing/make-source";
import { buildRepository } from "../build-repository";
import { decideVerdict } from "../decide-verdict";
import { NOBODY } from "../derive/derive-owner";
import { repositorySnapshotSchema } from "../repository-snapshot";

const DESCRIPTOR = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: payments
  description: Takes payments
spec:
  type: service
  lifecycle: production
  owner: team-payments
`;

/** Twelve mistakes people make, as one change of a good descriptor each, and what its owner reads. */
const BROKEN: readonly (readonly [
  mistake: string,
  from: string,
  to: string,
  said: { readonly code: string; readonly line: number; readonly message: string; readonly fix: string },
])[] = [
  [
    "a tab copied from an editor",
    "  owner:",
    "\towner:",
    {
      code: "tab_indent",
      line: 9,
      message: "Tabs are not allowed as indentation",
      fix: "Indent with spaces; YAML does not allow tabs.",
    },
  ],
  [
    "a colon in a sentence",
    "Takes payments",
    "Note: takes payments",
    {
      code: "bad_yaml",
      line: 5,
      message: "A second colon and blank stand on this line, which begins another key: value",
      fix: 'Put a value that contains ": " in quotes.',
    },
  ],
  [
    "a merge that kept both owners",
    "  owner: team-payments",
    "  owner: team-payments\n  owner: team-billing",
    { code: "duplicate_key", line: 10, message: 'Key "owner" appears twice', fix: "Remove one of the two." },
  ],
  [
    "no owner",
    "  owner: team-payments\n",
    "",
    {
      code: "missing_field",
      line: 6,
      message: "spec.owner is missing",
      fix: "Add spec.owner: the team that owns it, e.g. team-payments.",
    },
  ],
  [
    "a kind in lower case",
    "kind: Component",
    "kind: component",
    {
      code: "unknown_kind",
      line: 2,
      message: 'kind "component" is not known here',
      fix: "Write kind: Component, with this capitalisation.",
    },
  ],
  [
    "a name with a blank",
    "name: payments",
    "name: Payments API",
    {
      code: "bad_format",
      line: 4,
      message:
        'metadata.name "Payments API" is not valid: 1-63 letters, digits, - _ . and a letter or digit at both ends',
      fix: 'Write "Payments-API", for example.',
    },
  ],
  [
    "a tag with capitals",
    "  description: Takes payments",
    "  tags: [java, Spring Boot]",
    {
      code: "bad_format",
      line: 5,
      message:
        'metadata.tags[1] "Spring Boot" is not valid: lower-case letters, digits, : + # and single -, at most 63',
      fix: 'Write "spring-boot".',
    },
  ],
  [
    "a number nobody put in quotes",
    "  description: Takes payments",
    "  annotations:\n    pagerduty.com/service-id: 4711",
    {
      code: "wrong_type",
      line: 6,
      message: "metadata.annotations.pagerduty.com/service-id must be a text, not the number 4711",
      fix: 'Write a text. Put it in quotes: "4711".',
    },
  ],
  [
    "two owners in a list",
    "owner: team-payments",
    "owner: [team-payments, team-billing]",
    { code: "wrong_type", line: 9, message: "spec.owner must be a text, not a list", fix: "Write a text." },
  ],
  [
    "a dependency that does not say its kind",
    "  owner: team-payments",
    "  owner: team-payments\n  dependsOn:\n    - orders-db",
    {
      code: "bad_reference",
      line: 11,
      message:
        'spec.dependsOn[0] "orders-db" is not a reference: it must be kind:name, e.g. component:payments or resource:orders-db',
      fix: "Write it as kind:name, e.g. component:payments or resource:orders-db.",
    },
  ],
  [
    "a field indented into the wrong place",
    "spec:",
    "labels: {tier: gold}\nspec:",
    {
      code: "unknown_field",
      line: 6,
      message:
        '"labels" is not a field of an entity; at the top only apiVersion, kind, metadata and spec may stand',
      fix: 'Move "labels" under metadata or spec, or remove it.',
    },
  ],
  [
    "a definition that was moved",
    "  owner: team-payments",
    "  owner: team-payments\n  definition:\n    $text: ./api/openapi.yaml",
    {
      code: "placeholder_missing",
      line: 10,
      message: 'spec.definition.$text names "./api/openapi.yaml", and there is no such file',
      fix: "Correct the path; it is relative to this file.",
    },
  ],
];

it.each(BROKEN)("%s", async (_mistake, from, to, said) => {
  const text = DESCRIPTOR.replace(from, to);
  expect(text).not.toBe(DESCRIPTOR);
  const snapshot = repositorySnapshotSchema.parse(makeSnapshot("payments", { "catalog-info.yaml": text }));
  const built = await buildRepository(snapshot, { people: NOBODY, earlier: [] });
  expect(built.problems).toHaveLength(1);
  const { code, line, message, fix, verdict } = decideVerdict(built, [], new Set());
  expect(verdict).toBe("failed");
  expect({ code, line, message, fix }).toEqual(said);
});
