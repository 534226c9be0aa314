import { setTimeout } from "node:timers/promises";
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

// A thread would end with its whole process: V8 gives up on one allocation that is larger than the heap may grow.
it.each([
  [
    "step by step",
    "($g := function($t, $n) { $n = 0 ? $t : $g($t & $t, $n - 1) }; $length($g('0123456789abcdef', 40)))",
  ],
  ["in one piece", '$length($pad("a", 300000000))'],
  ["for a number", '$formatInteger(1, $pad("0", 50000000, "0"))'],
])("ends an expression that eats memory %s, and nothing else", async (_, eats) => {
  const results = await mapper.map(`bad ? ${eats} : name`, [
    { name: "one" },
    { bad: true },
    { name: "three" },
  ]);
  expect(results[0]?.value).toBe("one");
  expect(results[1]?.problem).toBeDefined();
  expect(results[2]?.value).toBe("three");
});

it("gives a customer's expression nothing of this process", async () => {
  const [result] = await mapper.map(
    "$string($eval('[$$.constructor, $$.__proto__, process, $$.toString]'))",
    [{}],
  );
  expect(result?.value ?? "").not.toMatch(/PATH|native/);
});

it("is gone when it is closed, also in the middle of an expression that never ends", async () => {
  const own = openMapper({ itemTimeoutMs: 60_000 });
  const endless = own.map("$match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab', /^(a+)+$/)", [{}]);
  await setTimeout(500);
  own.close();
  expect((await endless)[0]?.problem).toBeDefined();
});
