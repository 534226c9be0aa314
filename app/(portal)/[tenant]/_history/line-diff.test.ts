import { expect, it } from "vitest";
import { diffLines } from "./line-diff";

const shown = (before: string, after: string) =>
  diffLines(before.split(" "), after.split(" ")).map(
    ({ kind, text }) => `${{ same: "", removed: "-", added: "+" }[kind]}${text}`,
  );

it("keeps the lines both texts have, in order", () => {
  expect(shown("a b c d", "a x c d e")).toEqual(["a", "-b", "+x", "c", "d", "+e"]);
  expect(diffLines([], ["a"])).toEqual([{ kind: "added", text: "a" }]);
});
