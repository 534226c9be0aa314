import { describe, expect, it } from "vitest";
import { timeOrderedUuid } from ".";

describe("timeOrderedUuid", () => {
  it("gives UUIDs of version 7 that sort as they were made, however many in a millisecond", () => {
    const made = Array.from({ length: 20_000 }, timeOrderedUuid);
    expect(made[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
  });
});
