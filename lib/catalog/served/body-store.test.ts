import { describe, expect, test } from "vitest";
import { BodyStore } from "./body-store";

const MB = 1024 * 1024;

function put(store: BodyStore, ordinal: number, bytes: Buffer, seq = 1, pushes = false): boolean {
  // Somewhere in a page, as bodies are.
  const source = Buffer.concat([Buffer.from("before"), bytes, Buffer.from("after")]);
  return store.put(ordinal, { seq, relations: 0, source, start: 6, end: 6 + bytes.length }, pushes);
}

function read(store: BodyStore, ordinal: number, seq = 1): Buffer | undefined {
  if (!store.has(ordinal, { seq, relations: 0 })) return undefined;
  const into = Buffer.alloc(store.lengthOf(ordinal) + 3);
  return into.subarray(3, store.copy(ordinal, into, 3));
}

// What is wrong here is served to everybody who reads the catalog.
describe("kept bodies", () => {
  test("are what was last put, whatever was put and pushed out around them", () => {
    const store = new BodyStore(() => 8 * MB);
    const model = new Map<number, { readonly text: string; readonly seq: number }>();
    let random = 7;
    const next = (below: number) => {
      random = (random * 48_271) % 2_147_483_647;
      return random % below;
    };
    let found = 0;
    for (let step = 0; step < 20_000; step++) {
      const ordinal = next(900);
      const known = model.get(ordinal);
      if (known && next(3) > 0) {
        const kept = read(store, ordinal, known.seq);
        if (kept) found++;
        if (kept) expect(kept.toString()).toBe(known.text);
        expect(read(store, ordinal, known.seq + 1)).toBeUndefined();
      }
      const text = `${ordinal}:${step}:`.padEnd(next(30) === 0 ? 300_000 : 5 + next(4_000), "x");
      model.set(ordinal, { text, seq: step });
      put(store, ordinal, Buffer.from(text), step, true);
    }
    expect(found).toBeGreaterThan(1_000);
    expect(store.sizeBytes).toBeLessThan(9 * MB);
  });

  test("are asked for by row and relations", () => {
    const store = new BodyStore(() => 8 * MB);
    put(store, 3, Buffer.from("{}"));
    expect(store.has(3, { seq: 1, relations: 0 })).toBe(true);
    expect(store.has(3, { seq: 1, relations: 1 })).toBe(false);
    expect(store.has(4, { seq: 1, relations: 0 })).toBe(false);
  });

  test("of a small tenant take little, and one that is too large is left out", () => {
    const store = new BodyStore(() => 8 * MB);
    for (let ordinal = 0; ordinal < 10; ordinal++) put(store, ordinal, Buffer.alloc(1_000));
    expect(store.sizeBytes).toBeLessThan(20_000);
    expect(put(store, 11, Buffer.alloc(MB + 1), 1, true)).toBe(false);
    expect(read(store, 11)).toBeUndefined();
    expect(read(store, 9)).toHaveLength(1_000);
  });

  test("are pushed out by readers, not by those who walk the catalog", () => {
    let max = 8 * MB;
    const store = new BodyStore(() => max);
    const body = (ordinal: number) => Buffer.alloc(MB / 8, ordinal);
    const all = Array.from({ length: 100 }, (_, ordinal) => ordinal);
    const last = all.find((ordinal) => !put(store, ordinal, body(ordinal))) ?? 0;
    expect(last).toBeGreaterThan(50);
    const isKept = (ordinal: number, seq?: number) => read(store, ordinal, seq)?.equals(body(ordinal));
    for (const ordinal of all.slice(0, last)) expect(isKept(ordinal)).toBe(true);
    expect(put(store, 100, body(100), 1, true)).toBe(true);
    expect(isKept(100)).toBe(true);
    expect(all.slice(0, last).filter((ordinal) => !read(store, ordinal))).not.toEqual([]);
    // Bodies that changed make room for anybody.
    for (const ordinal of all.slice(20, 50)) expect(read(store, ordinal, 2)).toBeUndefined();
    for (const ordinal of all.slice(20, 40)) expect(put(store, ordinal, body(ordinal), 2)).toBe(true);
    expect(all.slice(20, 40).map((ordinal) => read(store, ordinal, 2)?.[0])).toEqual(all.slice(20, 40));
    // An index that grew leaves less.
    max = 2 * MB;
    for (const ordinal of all) put(store, ordinal, body(ordinal), 3, true);
    expect(store.sizeBytes).toBeLessThan(2.5 * MB);
    expect(isKept(99, 3)).toBe(true);
  });
});
