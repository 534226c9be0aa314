import { describe, expect, it } from "vitest";
import { applyChange, isSwitchedOn } from "./query-change";

describe("applyChange", () => {
  it("keeps the first filter when the second is clicked before the page came", () => {
    const page = "/acme/catalog?q=pay&page=3";
    const first = applyChange(page, "/acme/catalog?q=pay&kind=api", page);
    expect(first).toBe("/acme/catalog?q=pay&kind=api");
    expect(applyChange(page, "/acme/catalog?q=pay&kind=component", first)).toBe(
      "/acme/catalog?q=pay&kind=api&kind=component",
    );
  });

  it("takes away only what the link takes away", () => {
    const page = "/acme/catalog?kind=api&tag=go";
    const first = applyChange(page, "/acme/catalog?tag=go", page);
    expect(applyChange(page, "/acme/catalog?kind=api", first)).toBe("/acme/catalog");
  });

  it("takes the click back when it is clicked again before the page came", () => {
    const page = "/acme/catalog";
    const href = "/acme/catalog?type=service";
    const first = applyChange(page, href, page);
    expect(isSwitchedOn(page, href, "service", first)).toBe(true);
    expect(isSwitchedOn(page, "/acme/catalog?tag=service", "service", first)).toBe(false);
    expect(applyChange(href, page, first)).toBe(page);
  });
});
