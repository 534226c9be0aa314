import { describe, expect, it } from "vitest";
import { misreadMoments } from "./search-params";

describe("misreadMoments", () => {
  it("names what was meant as a moment and is none", () => {
    expect(misreadMoments({ at: "garbage" }, ["at"])).toEqual(["garbage"]);
    expect(misreadMoments({ from: "2026-13-40", to: "2026-11-27T09:30" }, ["from", "to"])).toEqual([
      "2026-13-40",
    ]);
  });

  it("is content with moments, and with none at all", () => {
    expect(misreadMoments({ at: "2026-11-27T09:30:00Z" }, ["at"])).toEqual([]);
    expect(misreadMoments({ at: " " }, ["at"])).toEqual([]);
    expect(misreadMoments(undefined, ["at"])).toEqual([]);
  });
});
