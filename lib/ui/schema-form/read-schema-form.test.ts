import { describe, expect, it } from "vitest";
import { readSchemaForm } from "./read-schema-form";

const schema = {
  properties: {
    url: { type: "string", format: "uri" },
    depth: { type: "integer" },
    fast: { type: "boolean" },
    token: { type: "string", format: "password" },
  },
  required: ["url"],
} as const;

function post(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

describe("readSchemaForm", () => {
  it("types values by the schema and reads nothing it does not name", () => {
    expect(
      readSchemaForm(schema, post({ url: " https://x.example ", depth: "3", fast: "on", admin: "true" })),
    ).toEqual({
      url: "https://x.example",
      depth: 3,
      fast: true,
    });
  });

  // An empty secret field must not wipe a stored token.
  it("leaves an empty secret out and keeps spaces inside a given one", () => {
    expect(readSchemaForm(schema, post({ url: "", token: "" }))).toEqual({ fast: false });
    expect(readSchemaForm(schema, post({ token: " a b " }))).toEqual({ fast: false, token: " a b " });
  });

  it("keeps a number that is none as text for the validator", () => {
    expect(readSchemaForm(schema, post({ depth: "many" }))).toMatchObject({ depth: "many" });
  });

  it("reads prefixed names", () => {
    expect(readSchemaForm(schema, post({ "config.url": "https://x" }), "config.")).toMatchObject({
      url: "https://x",
    });
  });
});
