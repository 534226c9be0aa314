import { describe, expect, it } from "vitest";
import { safeUrl } from "./safe-url";

// A customer's README or a plugin's data must never become script in a colleague's session.
describe("safeUrl", () => {
  it.each([
    "javascript:alert(1)",
    " JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "",
  ])("refuses %j", (url) => {
    expect(safeUrl(url)).toBeUndefined();
  });

  it.each([
    "https://example.com/a?b#c",
    "http://localhost:3000",
    "mailto:a@b.example",
    "/acme/catalog",
    "docs/x.md",
    "#part",
    "?page=2",
  ])("keeps %j", (url) => {
    expect(safeUrl(url)).toBe(url);
  });
});
