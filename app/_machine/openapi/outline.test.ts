import { expect, it } from "vitest";
import { z } from "zod";
import { toJsonSchema } from "./json-schema";
import { outline } from "./outline";

const read = (schema: z.ZodType) => outline(toJsonSchema(schema, "output", {}));

it.each([
  [z.string(), "string"],
  [z.enum(["a", "b"]), '"a" | "b"'],
  [z.array(z.enum(["a", "b"])), '("a" | "b")[]'],
  [z.string().nullable(), "string | null"],
  [z.object({ a: z.int(), b: z.string().optional() }), "{ a: integer; b?: string }"],
  [z.record(z.string(), z.string()), "{ [key]: string }"],
  [z.looseObject({ "a-b": z.boolean() }), '{ "a-b": boolean; … }'],
  [z.array(z.object({}).meta({ id: "Named" })), "Named[]"],
])("%# shows %s", (schema, text) => {
  expect(read(schema)).toBe(text);
});

it("breaks a long object into lines", () => {
  const long = z.object({
    first: z.object({ something: z.string(), other: z.array(z.string()) }),
    second: z.string(),
    third: z.string(),
  });
  expect(read(long)).toBe(
    "{\n  first: { something: string; other: string[] }\n  second: string\n  third: string\n}",
  );
});
