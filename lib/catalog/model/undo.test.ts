import fc from "fast-check";
import { expect, it } from "vitest";
import type { Entity } from "./entity";
import { canonicalJson, diffEntities } from "./fields";
import { undoChanges } from "./undo";

const key = fc.constantFrom("a", "b.c", "github.com/slug", "__proto__", "constructor", "labels");
const text = fc.constantFrom("x", "y\nz", "");
const value = fc.oneof(
  text,
  fc.integer(),
  fc.constant(null),
  fc.array(text, { maxLength: 3 }),
  fc.constant({}),
);
const texts = fc.dictionary(fc.constantFrom("a", "b.c", "x/y.z", "__proto__"), text, { maxKeys: 3 });
const entity: fc.Arbitrary<Entity> = fc.record(
  {
    apiVersion: fc.constantFrom("backstage.io/v1alpha1", "backstage.io/v1beta1"),
    kind: fc.constant("Component"),
    metadata: fc.record(
      {
        name: fc.constantFrom("one", "two"),
        labels: texts,
        annotations: texts,
        tags: fc.array(text),
        note: value,
      },
      { requiredKeys: ["name"] },
    ),
    spec: fc.dictionary(key, value, { maxKeys: 4 }),
  },
  { requiredKeys: ["apiVersion", "kind", "metadata"] },
) as never;

const canonical = (body: Entity) => canonicalJson(body as never);

it("gives back every earlier state from the last one and the differences, empty objects included", () => {
  fc.assert(
    fc.property(fc.array(entity, { minLength: 2, maxLength: 6 }), (states) => {
      const diffs = states.slice(1).map((state, index) => diffEntities(states[index], state));
      const last = states.at(-1) as Entity;
      for (const [index, state] of states.entries())
        expect(canonical(undoChanges(last, diffs.slice(index).reverse()))).toBe(canonical(state));
    }),
    { numRuns: 500 },
  );
  expect({}).not.toHaveProperty("polluted");
});
