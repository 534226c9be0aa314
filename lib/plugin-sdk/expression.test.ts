import { expect, it } from "vitest";
import { evaluate } from "./expression";

it("ends an endless expression with an error", async () => {
  await expect(evaluate("($f := function($x) { $f($x + 1) }; $f(0))", {})).rejects.toThrow(
    /expression failed/,
  );
});

it("returns plain data and leaves out what has no value", async () => {
  expect(await evaluate("{ 'a': [1, 2][$ > 1], 'b': $missing }", {})).toEqual({ a: 2 });
});
