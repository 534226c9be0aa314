import { afterAll, expect, it } from "vitest";
import { openMapper } from "./mapper";

const mapper = openMapper({ bindings: { teams: { a: ["payments"] } }, itemTimeoutMs: 400, memoryMb: 64 });
afterAll(() => mapper.close());

it("maps each record by itself: what fails costs its own result", async () => {
  const results = await mapper.map("{ 'name': $uppercase(name), 'team': $lookup($teams, key)[0] }", [
    { name: "one", key: "a" },
    { name: 3 },
    { name: "three" },
  ]);
  expect(results.map((one) => one.value)).toEqual([
    { name: "ONE", team: "payments" },
    undefined,
    { name: "THREE" },
  ]);
  expect(results[1]?.problem).toMatchObject({
    code: "failed",
    message: expect.stringContaining("uppercase"),
  });
});

it("says where an expression cannot be read", async () => {
  const [result] = await mapper.map("{ 'a': ", [{}]);
  expect(result?.problem).toMatchObject({ code: "syntax", position: expect.any(Number) });
});

// A loss here lets one tenant's mapping hold a worker, and with it every other tenant's imports.
it.each([
  ["endless recursion", "($f := function($x) { $f($x + 1) }; bad ? $f(0) : name)"],
  [
    "a backtracking pattern",
    "$match(bad ? 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab' : name, /^(a+)+$/) ? 'x' : name",
  ],
])("ends %s and keeps its neighbours", async (_, expression) => {
  const results = await mapper.map(expression, [
    { name: "one" },
    { name: "two", bad: true },
    { name: "three" },
  ]);
  expect(results[0]?.value).toBe("one");
  expect(results[1]?.problem?.code).toBe("timeout");
  expect(results[2]?.value).toBe("three");
});

it("ends an expression that eats memory", async () => {
  const grow =
    "($g := function($t, $n) { $n = 0 ? $t : $g($t & $t, $n - 1) }; bad ? $length($g('0123456789abcdef', 40)) : name)";
  const results = await mapper.map(grow, [{ name: "one" }, { bad: true }]);
  expect(results[0]?.value).toBe("one");
  expect(results[1]?.problem).toBeDefined();
});
