import { expect, it } from "vitest";
import type { ApiTokenHolder } from "@/lib/identity";
import { findTokenHolder } from "./token-verdicts";

const holder = { tokenId: "1" } as unknown as ApiTokenHolder;

it("asks once for all who come at the same time and for two seconds after", async () => {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return holder;
  };
  await Promise.all(Array.from({ length: 20 }, () => findTokenHolder("one", ask, 0)));
  await findTokenHolder("one", ask, 1_999);
  expect(asked).toBe(1);
  await findTokenHolder("one", ask, 2_000);
  expect(asked).toBe(2);
});

it("remembers neither a refusal nor a failure", async () => {
  const answers = [
    async () => undefined,
    () => Promise.reject(new Error("database away")),
    async () => holder,
  ];
  const ask = () => answers.shift()?.() ?? Promise.reject(new Error("asked too often"));
  expect(await findTokenHolder("two", ask, 0)).toBeUndefined();
  await expect(findTokenHolder("two", ask, 0)).rejects.toThrow("database away");
  expect(await findTokenHolder("two", ask, 0)).toBe(holder);
});
