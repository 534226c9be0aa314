import { expect, it } from "vitest";
import { makeAnswerCache } from "./answer-cache";

const answer = (data: string) => ({ data, at: new Date(0) });

it("asks once for callers that come together, and again after the time", async () => {
  const cache = makeAnswerCache();
  let asked = 0;
  const load = async () => answer(String(++asked));
  await Promise.all([cache.load("a", 10, load), cache.load("a", 10, load)]);
  expect(asked).toBe(1);
  expect(cache.find("a", Date.now())?.data).toBe("1");
  expect(cache.find("a", Date.now() + 11_000)).toBeUndefined();
});

it("keeps no failure and no more than its bound", async () => {
  const cache = makeAnswerCache(2);
  await expect(cache.load("x", 10, () => Promise.reject(new Error("down")))).rejects.toThrow("down");
  expect(cache.find("x", Date.now())).toBeUndefined();
  for (const key of ["a", "b", "c"]) await cache.load(key, 10, async () => answer(key));
  expect(["a", "b", "c"].map((key) => cache.find(key, Date.now())?.data)).toEqual([undefined, "b", "c"]);
});
