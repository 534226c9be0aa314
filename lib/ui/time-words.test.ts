import { describe, expect, it } from "vitest";
import { exactTime, timeWords } from "./time-words";

const now = new Date("2026-11-23T20:00:00Z");
const ago = (seconds: number) => timeWords(new Date(now.getTime() - seconds * 1_000), now);

describe("timeWords", () => {
  it("says how long ago in the largest fitting unit", () => {
    expect([ago(10), ago(50), ago(3_540), ago(7_200), ago(5 * 86_400)]).toEqual([
      "just now",
      "1 min ago",
      "59 min ago",
      "2 h ago",
      "5 d ago",
    ]);
  });

  it("says the date beyond two weeks, with the year only when it is another", () => {
    expect(timeWords(new Date("2026-09-29T10:00:00Z"), now)).toBe("29 Sep");
    expect(timeWords(new Date("2024-03-01T10:00:00Z"), now)).toBe("1 Mar 2024");
  });

  it("speaks of the future too", () => {
    expect([ago(-20), ago(-3 * 3_600)]).toEqual(["in a moment", "in 3 h"]);
    expect(exactTime(now)).toBe("2026-11-23 20:00:00 UTC");
  });
});
