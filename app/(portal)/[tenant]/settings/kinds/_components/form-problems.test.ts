import { describe, expect, it } from "vitest";
import { parseDefinition } from "@/lib/catalog";
import type { KindDefinition } from "@/lib/catalog/client";
import { AppError } from "@/lib/platform/errors";
import { formProblems } from "./form-problems";

const empty: KindDefinition = {
  kind: "",
  apiVersions: ["acme.example/v1"],
  relations: [],
  columns: [],
  filters: [],
};

function problemsOf(definition: KindDefinition) {
  try {
    parseDefinition(definition);
    return undefined;
  } catch (error) {
    return formProblems(error instanceof AppError ? error.details : undefined, definition);
  }
}

describe("formProblems", () => {
  it("says at the field of the name what it wants, and asks for it when it is empty", () => {
    expect(problemsOf(empty)?.at.get("kind-name")).toBe("Name the kind.");
    expect(problemsOf({ ...empty, kind: "My kind" })).toEqual({
      at: new Map([["kind-name", "Must be letters and digits, a letter first, at most 63."]]),
      others: [],
    });
  });

  it("finds the control of a version, a relation and a field of the spec", () => {
    const found = problemsOf({
      ...empty,
      kind: "Vault",
      apiVersions: ["no version"],
      relations: [{ field: "storedIn", type: "", inverse: "stores" }],
      schema: { type: "object", properties: { region: { type: "string" }, size: { type: "odd" } } },
    });
    expect([...(found?.at.keys() ?? [])].sort()).toEqual([
      "kind-field-1",
      "kind-relation-0-type",
      "kind-versions",
    ]);
    expect([...(found?.at.values() ?? [])].join(" ")).not.toMatch(/apiVersions|relations\[|schema\./);
  });

  it("names what has no control by its title, and leaves other errors to their message", () => {
    const found = problemsOf({ ...empty, kind: "Vault", annotations: { type: "odd" } });
    expect(found?.others[0]).toMatch(/^Annotations, in the file: /);
    expect(formProblems(undefined, empty)).toBeUndefined();
  });
});
