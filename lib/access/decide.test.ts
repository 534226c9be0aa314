import { expect, it } from "vitest";
import { can, grantsForRole, grantsForScopes, requirePermission } from "./decide";

it("gives a viewer reading and nothing else", () => {
  const ctx = { grants: grantsForRole("viewer") };
  expect(can(ctx, "catalog.entity.read")).toBe(true);
  expect(() => requirePermission(ctx, "plugin.install")).toThrow(/plugin\.install.*viewer/);
});

it("gives an unknown role nothing", () => {
  expect(grantsForRole("superuser").permissions.size).toBe(0);
});

it("gives a token exactly its scopes and ignores words that are no permission", () => {
  expect([...grantsForScopes(["catalog.entity.read", "everything"]).permissions]).toEqual([
    "catalog.entity.read",
  ]);
});
