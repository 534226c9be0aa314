import { expect, it } from "vitest";
import { readOutcome } from "./limits";

const now = new Date("2026-11-23T12:00:00Z");
const answer = (status: number, headers: Record<string, string> = {}, data: unknown = {}) => ({
  status,
  headers,
  data,
});

it("waits for the reset of a primary limit, whether it comes as 403, 429 or in a GraphQL answer", () => {
  const reset = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(now.getTime() / 1000 + 40) };
  const until = new Date(now.getTime() + 41_000);
  for (const status of [403, 429])
    expect(readOutcome(answer(status, reset), now, 0)).toMatchObject({
      kind: "wait",
      limit: "primary",
      until,
    });
  expect(
    readOutcome(answer(200, reset, { errors: [{ type: "RATE_LIMITED", message: "x" }] }), now, 0),
  ).toMatchObject({ kind: "wait", limit: "primary", until });
});

it("waits as long as retry-after says", () => {
  expect(readOutcome(answer(403, { "retry-after": "90" }), now, 3)).toMatchObject({
    kind: "wait",
    limit: "secondary",
    until: new Date(now.getTime() + 90_000),
  });
});

it("waits a minute and then longer at a secondary limit without retry-after", () => {
  const body = { message: "You have exceeded a secondary rate limit." };
  const waits = [0, 1, 2, 9].map((hits) => {
    const outcome = readOutcome(answer(403, {}, body), now, hits);
    return outcome.kind === "wait" ? (outcome.until.getTime() - now.getTime()) / 1000 : undefined;
  });
  expect(waits).toEqual([60, 120, 240, 900]);
});

it.each([
  [500, "retry"],
  [502, "retry"],
  [503, "retry"],
  [504, "retry"],
  [401, "token"],
  [403, "refused"],
  [404, "refused"],
  [409, "refused"],
  [410, "refused"],
  [422, "refused"],
  [451, "refused"],
])("reads %i as %s", (status, kind) => {
  expect(readOutcome(answer(status, { "x-ratelimit-remaining": "4999" }), now, 0).kind).toBe(kind);
});

it("does not believe HTML or a cut body, even with 200", () => {
  expect(readOutcome(answer(200, {}, "<html>Unicorn!</html>"), now, 0).kind).toBe("retry");
  expect(readOutcome(answer(200, {}, '{"total_count": 3, "repos'), now, 0).kind).toBe("retry");
});
