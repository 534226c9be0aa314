import { expect, it } from "vitest";
import { shownValue } from "./shown-fields";

const entity = {
  metadata: { annotations: { "acme.example/tier": "gold" }, tags: ["a", "b"] },
  spec: { region: "eu", size: { gb: 12 }, open: false, none: null },
};

it.each([
  ["spec.region", "eu"],
  ["spec.size.gb", "12"],
  ["spec.open", "false"],
  ["metadata.annotations.acme.example/tier", "gold"],
  ["metadata.tags", "a, b"],
  ["spec.none", ""],
  ["spec.missing.below", ""],
  ["spec.constructor", ""],
])("shows %s as %s", (path, text) => {
  expect(shownValue(entity, path)).toBe(text);
});
