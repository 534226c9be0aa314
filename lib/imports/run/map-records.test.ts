import { expect, it } from "vitest";
import { checkEntity } from "@/lib/catalog/client";
import { groupByKey, mapRecords, openRecordMapper } from "./map-records";

const MAPPING = `{
  "kind": "Component",
  "metadata": { "name": $name(title), "title": title, "tags": labels.$tag($) },
  "spec": { "type": "service", "lifecycle": "production", "owner": $name(team),
    "dependsOn": $find($needs, id).$ref("component", target) }
}`;

it("makes entities of records, related by a lookup, lists of one kept as lists", async () => {
  const keys = openRecordMapper({});
  const needs = await groupByKey(keys, "source", [{ source: 7, target: "Orders DB" }, { target: "nothing" }]);
  keys.close();
  const mapper = openRecordMapper({ needs });
  const { entities, rejected } = await mapRecords(mapper, MAPPING, [
    { row: 1, value: { id: 7, title: "Payments API", team: "Team Payments", labels: ["PCI DSS"] } },
    { row: 2, value: { id: 8, title: "Orders DB", team: null, labels: [] } },
  ]);
  mapper.close();
  expect(rejected).toEqual([]);
  expect(entities[0]?.entity).toEqual({
    apiVersion: "backstage.io/v1alpha1",
    kind: "Component",
    metadata: { name: "payments-api", title: "Payments API", tags: ["pci-dss"] },
    spec: {
      type: "service",
      lifecycle: "production",
      owner: "team-payments",
      dependsOn: ["component:orders-db"],
    },
  });
  const [, second] = entities;
  expect(second && checkEntity(second.entity).issues?.map((issue) => issue.message)).toEqual([
    "spec.owner is missing",
  ]);
});

it("tells the row and the place in the expression of what fails, and keeps the rest", async () => {
  const mapper = openRecordMapper({});
  const expression = `{\n  "kind": $uppercase(kind)\n}`;
  const { entities, rejected } = await mapRecords(mapper, expression, [
    { row: 3, value: { kind: "a" } },
    { row: 4, value: { kind: 5 } },
  ]);
  expect(entities.map((one) => one.row)).toEqual([3]);
  expect(rejected).toMatchObject([{ row: 4, path: "mapping", record: '{"kind":5}' }]);
  expect(rejected[0]?.reason).toMatch(/line 2, column \d+/);
  const broken = await mapRecords(mapper, "{ 'kind': ", [{ row: 1, value: {} }]);
  expect(broken.rejected[0]?.reason).toContain("the mapping failed");
  expect(broken.syntax).toMatch(/\(line 1, column \d+\)$/);
  const text = await mapRecords(mapper, "'just text'", [{ row: 1, value: {} }]);
  expect(text.rejected[0]?.reason).toBe('the mapping gives "just text", which is no entity');
  mapper.close();
});
