import { expect, it } from "vitest";
import { makeRateLimiter } from "./rate-limit";

it("allows the limit in a window, and again in the next", () => {
  const limiter = makeRateLimiter(2, 1_000);
  expect([0, 1, 2, 999].map((now) => limiter.take("a", now))).toEqual([true, true, false, false]);
  expect(limiter.take("a", 1_000)).toBe(true);
});

it("counts keys apart", () => {
  const limiter = makeRateLimiter(1, 1_000);
  expect([limiter.take("a", 0), limiter.take("b", 0), limiter.take("a", 0)]).toEqual([true, true, false]);
});

it("refuses new keys instead of forgetting running ones when flooded", () => {
  const limiter = makeRateLimiter(1, 1_000);
  limiter.take("victim", 0);
  for (let count = 0; count < 25_000; count += 1) limiter.take(`flood-${count}`, 1);
  expect(limiter.take("victim", 2)).toBe(false);
  expect(limiter.take("late", 2)).toBe(false);
  expect(limiter.take("late", 5_000)).toBe(true);
});
