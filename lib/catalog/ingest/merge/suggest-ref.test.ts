import { expect, it } from "vitest";
import { suggestRef } from "./suggest-ref";

const known = ["payments", "platform-ops", "web", "sre", "docs-api"].map((name) => ({
  ref: `group:default/${name}`,
  title: name === "sre" ? "Site Reliability" : name,
}));

it.each<[string, string | undefined]>([
  ["paymnts", "payments"],
  ["team-payments", "payments"],
  ["payments-team", "payments"],
  ["PlatformOps", "platform-ops"],
  ["site-reliability", "sre"],
  ["docsapi", "docs-api"],
  ["wep", undefined],
  ["marketing", undefined],
])("for %s suggests %s", (name, expected) => {
  expect(suggestRef(`group:default/${name.toLowerCase()}`, known)).toBe(
    expected && `group:default/${expected}`,
  );
});
