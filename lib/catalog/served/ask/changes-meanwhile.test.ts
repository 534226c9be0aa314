import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "@/lib/platform/types";
import type { ServedChange } from "../../store/served-store";
import { CatalogIndex } from "../catalog-index";
import { ValueColumn } from "../columns/value-column";
import { ordersBytes } from "./ordering";
import { select } from "./select";
import { natural } from "./sort-keys";

function changeOf(n: number, spec: JsonObject = { type: "service" }): ServedChange {
  const [name, uid] = [`e${n}`, `00000000-0000-4000-8000-${n.toString(16).padStart(12, "0")}`];
  const entity = { apiVersion: "v1", kind: "Component", metadata: { name, namespace: "default", uid }, spec };
  const ref = `component:default/${name}`;
  const none = { orphaned: false, ownerRef: null, systemRef: null, relations: "" };
  return { ...none, uid, ref, seq: n, title: name, updatedAt: n, served: JSON.stringify(entity) };
}

const range = (from: number, length: number) => Array.from({ length }, (_, i) => changeOf(from + i));
const BY_NAME = { order: [{ field: "metadata.name", direction: "asc" as const }], missing: "out" as const };

describe("fields of several values", () => {
  test("keep an order for each direction, those of one value share one", async () => {
    const index = new CatalogIndex();
    index.apply([changeOf(1), changeOf(2)]);
    const bytes = async (field: string) => {
      for (const direction of ["asc", "desc"] as const)
        await select(index, { order: [{ field, direction }], limit: 1 });
      return ordersBytes(index);
    };
    const one = await bytes("spec.type");
    const several = new ValueColumn(index.capacity);
    several.set(0, ["a", "b"]);
    index.addColumn("spec.list", several);
    expect(await bytes("metadata.name")).toBe(2 * one);
    expect(await bytes("spec.list")).toBeGreaterThan(3 * one);
  });

  test("go on by the order of now when a second value comes between two pages", async () => {
    const index = new CatalogIndex();
    const column = new ValueColumn(0);
    index.addColumn("spec.list", column);
    index.apply(["a", "c", "e"].map((list, n) => changeOf(n, { list })));
    const asked = { order: [{ field: "spec.list", direction: "desc" as const }], limit: 1 };
    const first = await select(index, asked);
    expect(first.ordinals).toEqual([2]);
    index.apply([changeOf(0, { list: ["a", "d"] })]);
    const second = await select(index, { ...asked, after: first.next });
    expect(second.ordinals).toEqual([0]);
    expect(second.next).toMatchObject({ value: "d" });
    expect((await select(index, { ...asked, after: second.next })).ordinals).toEqual([1]);
  });
});

describe("a question whose order is being made while the catalog changes", () => {
  test("leaves no total behind that lacks what came meanwhile", async () => {
    const index = new CatalogIndex();
    index.apply(range(0, 30_000));
    const first = select(index, { ...BY_NAME, limit: 5 });
    await setImmediate();
    for (let page = 0; page < 12; page++) index.apply(range(30_000 + page * 500, 500));
    await first;
    expect((await select(index, { ...BY_NAME, limit: 5 })).total).toBe(36_000);
    const walked = await select(index, { ...BY_NAME, limit: 100_000 });
    expect(walked.ordinals).toHaveLength(36_000);
  });

  test("leaves no answer behind from before its column was there", async () => {
    const index = new CatalogIndex();
    index.apply(range(0, 30_000));
    const asked = { ...BY_NAME, where: { kind: "exists" as const, key: "spec.tier" }, limit: 5 };
    const first = select(index, asked);
    await setImmediate();
    index.apply([changeOf(7, { tier: "gold" })]);
    expect((await first).total).toBe(0);
    const column = new ValueColumn(index.capacity);
    column.set(7, ["gold"]);
    index.addColumn("spec.tier", column);
    expect((await select(index, asked)).total).toBe(1);
  });
});

test("numbers are ordered as numbers, lists by the one that comes first in the direction, parts of hashes as the texts they are", async () => {
  const index = new CatalogIndex();
  const values = ["9", ["100", "7"], "50", "-3", "2.5", "0x10", "12e4", "1e3", "b", "A", ["z", "8"]];
  index.apply(values.map((value, n) => changeOf(n, { size: value })));
  const column = new ValueColumn(index.capacity);
  values.forEach((value, n) => {
    column.set(n, [value].flat());
  });
  index.addColumn("spec.size", column);
  const ordered = async (direction: "asc" | "desc") => {
    const { ordinals } = await select(index, {
      order: [{ field: natural("spec.size"), direction }],
      limit: 100,
    });
    return ordinals.map((n) => values[n]);
  };
  expect(await ordered("desc")).toEqual([
    ["z", "8"],
    "b",
    "A",
    "1e3",
    "12e4",
    "0x10",
    ["100", "7"],
    "50",
    "9",
    "2.5",
    "-3",
  ]);
  expect(await ordered("asc")).toEqual([
    "-3",
    "2.5",
    ["100", "7"],
    ["z", "8"],
    "9",
    "50",
    "0x10",
    "12e4",
    "1e3",
    "A",
    "b",
  ]);
});
