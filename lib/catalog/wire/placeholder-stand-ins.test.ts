import { expect, it } from "vitest";
import type { Json } from "@/lib/platform/types";
import { resolveTarget } from "../ingest/read/target";
import { checkEntity } from "../model/check-entity";
import { standIn } from "./placeholder-stand-ins";

const place = { url: "https://github.com/acme/pay", defaultBranch: "main" };

/** What is said of an entity in catalog-info.yaml of that repository. */
function said(entity: Json): readonly string[] {
  const { value, refused, known } = standIn(entity, (target) => resolveTarget(place, "", target).refusal);
  return [...refused, ...known(checkEntity(value).issues ?? [])].map(({ message }) => message);
}

const component = (more: { [key: string]: Json }) => ({
  apiVersion: "backstage.io/v1alpha1",
  kind: "Component",
  metadata: { name: "pay" },
  spec: { type: "service", lifecycle: "beta", owner: "team-a" },
  ...more,
});

it.each<[string, Json]>([
  ["a whole spec", component({ spec: { $yaml: "./spec.yaml" } })],
  ["all metadata", component({ metadata: { $json: "./metadata.json" } })],
  [
    "a list",
    component({ spec: { type: "a", lifecycle: "b", owner: "c", dependsOn: { $json: "./d.json" } } }),
  ],
  ["an item", component({ spec: { type: "a", lifecycle: "b", owner: "c", dependsOn: [{ $text: "./d" }] } })],
  ["a name of unknown form", component({ metadata: { name: { $text: "./name.txt" } } })],
  ["a kind", component({ kind: { $text: "./kind.txt" } })],
  ["everything", { $yaml: "./entity.yaml" }],
  ["free data that only looks like one", component({ metadata: { name: "pay", x: { $text: 5 } } })],
])("holds nothing against %s that is not read", (_, entity) => {
  expect(said(entity)).toEqual([]);
});

it("says what is wrong whatever the files hold", () => {
  expect(said(component({ spec: { $text: "./spec.txt" } }))).toEqual([
    expect.stringMatching(/^spec .*an object/),
  ]);
  expect(
    said(component({ spec: { type: "a", owner: { $text: "./owner.txt" }, lifecycle: "b", system: 5 } })),
  ).toEqual([expect.stringContaining("spec.system")]);
  expect(
    said(
      component({
        metadata: { name: "pay", description: { $text: "https://github.com/acme/pay/blob/dev/a" } },
      }),
    ),
  ).toEqual([expect.stringContaining("is not on the default branch")]);
  expect(said(component({ metadata: { name: "pay", description: { $text: "a\u0000" } } }))).toContainEqual(
    expect.stringContaining("holds NUL"),
  );
});
