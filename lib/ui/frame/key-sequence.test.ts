import { describe, expect, it } from "vitest";
import { readKey } from "./key-sequence";

const targets = [
  { keys: "g c", href: "/acme/catalog" },
  { keys: "g h", href: "/acme" },
];

describe("readKey", () => {
  it("goes to the catalog with g, then c", () => {
    const first = readKey("", "g", targets);
    expect(first).toEqual({ pending: "g", action: undefined });
    expect(readKey(first.pending, "c", targets).action).toEqual(targets[0]);
  });

  it("forgets a sequence that leads nowhere", () => {
    expect(readKey("g", "x", targets)).toEqual({ pending: "", action: undefined });
    expect(readKey("g", "/", targets).action).toBeUndefined();
  });

  it("opens search, keys and the rail with one key", () => {
    expect(readKey("", "/", targets).action).toBe("search");
    expect(readKey("", "?", targets).action).toBe("list");
    expect(readKey("", "[", targets).action).toBe("rail");
  });
});
