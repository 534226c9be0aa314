import { expect, it } from "vitest";
import type { KindDefinition } from "@/lib/catalog/client";
import { rowsOf, withRows } from "./schema-rows";

const definition: KindDefinition = {
  kind: "Vault",
  apiVersions: ["acme.example/v1"],
  schema: {
    type: "object",
    properties: {
      region: { type: "string" },
      size: { type: "integer", minimum: 1 },
      tier: { type: "string", enum: ["gold", "silver"] },
    },
  },
  relations: [],
  columns: [],
  filters: [],
};

it("keeps each field's own schema when another one is removed, renamed or added", () => {
  const [region, size, tier] = rowsOf(definition);
  if (!region || !size || !tier) throw new Error("three rows");
  const added = { ...region, was: undefined, name: "note" };
  expect(withRows(definition, [{ ...size, name: "gigabytes" }, tier, added]).schema?.properties).toEqual({
    gigabytes: { type: "integer", minimum: 1 },
    tier: { type: "string", enum: ["gold", "silver"] },
    note: { type: "string" },
  });
});
