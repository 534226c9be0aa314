import { expect, it } from "vitest";
import { walkUp } from "./read-ancestry";

const walk = (root: string, parents: Readonly<Record<string, readonly string[]>>) =>
  walkUp(root, (ref) => parents[ref] ?? []);

it("begins with the entity and takes what remains from the end, as Backstage does", () => {
  expect(walk("e", { e: ["a", "b"], b: ["c"], a: ["c"] })).toEqual(["e", "b", "c", "a"]);
  expect(walk("e", {})).toEqual(["e"]);
});

it("ends where Locations lead back to where they came from", () => {
  expect(walk("e", { e: ["a"], a: ["b"], b: ["a", "e"] })).toEqual(["e", "a", "b"]);
});
