import { describe, expect, it } from "vitest";
import { originHref, originParts, originText } from "./origin-text";

const declared = { layer: "declared", source: "acme/payments", file: "ops/catalog info.yaml" };
const entity = {
  provenance: {
    "*": { ...declared, rule: "declared in ops/catalog info.yaml" },
    "spec.owner": { ...declared, line: 12, rule: "declared in ops/catalog info.yaml" },
    "spec.lifecycle": { layer: "derived", source: "acme/payments", rule: "it is not archived" },
    "metadata.annotations.backstage.io/managed-by-location": {
      ...declared,
      rule: "the place of ops/catalog info.yaml",
    },
    "metadata.annotations.backstage.io/view-url": { ...declared, rule: "the place of ops/catalog info.yaml" },
    "metadata.annotations.backstage.io/edit-url": {
      ...declared,
      line: 7,
      rule: "declared in ops/catalog info.yaml",
    },
    "metadata.title": {
      layer: "overlay",
      by: "Ada",
      at: "2026-11-27T08:00:00Z",
      rule: "the old one was wrong",
      source: "the portal",
    },
  },
};

describe("originText", () => {
  it("says the file and line of what the repository declares, and the rule of what was derived", () => {
    expect(originText(entity, "spec.owner")).toBe("declared in the repository · ops/catalog info.yaml:12");
    expect(originText(entity, "spec.lifecycle")).toBe(
      "derived from the repository · it is not archived · acme/payments",
    );
    expect(originText(entity, "metadata.title")).toBe(
      "edited in the portal by Ada on 2026-11-27: the old one was wrong",
    );
  });

  it("does not call declared what the portal itself added", () => {
    const added = "added by Portico · ops/catalog info.yaml";
    expect(originText(entity, "metadata.annotations.backstage.io/managed-by-location")).toBe(added);
    expect(originText(entity, "metadata.annotations.backstage.io/view-url")).toBe(added);
    expect(originText(entity, "metadata.annotations.backstage.io/edit-url")).toBe(
      "declared in the repository · ops/catalog info.yaml:7",
    );
  });
});

describe("originHref", () => {
  const payments = {
    repository: "acme/payments",
    url: "https://github.test/acme/payments",
    defaultBranch: "main",
  };

  it("leads to the line on GitHub when the repository is known", () => {
    const parts = originParts(entity, "spec.owner");
    expect(parts && originHref(parts, [payments])).toBe(
      "https://github.test/acme/payments/blob/main/ops/catalog%20info.yaml#L12",
    );
    expect(parts && originHref(parts, [])).toBeUndefined();
  });
});
