import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inventoryKey } from "../credentials";
import { startInventory } from "./index";

let inventory: Awaited<ReturnType<typeof startInventory>>;
beforeAll(async () => {
  inventory = await startInventory({ port: 0, stateDir: mkdtempSync(join(tmpdir(), "inventory-")) });
});
afterAll(() => inventory.close());

const get = (path: string, headers: Record<string, string> = { "x-api-key": inventoryKey }) =>
  fetch(`${inventory.url}${path}`, { headers });

it("answers nobody without its key, given in any of four ways", async () => {
  expect((await get("/v1/services", {})).status).toBe(401);
  const basic = `Basic ${Buffer.from(`portico:${inventoryKey}`).toString("base64")}`;
  const { accessToken } = await (
    await fetch(`${inventory.url}/v1/token`, { method: "POST", body: JSON.stringify({ key: inventoryKey }) })
  ).json();
  for (const authorization of [basic, `Bearer ${inventoryKey}`, `Bearer ${accessToken}`])
    expect((await get("/v1/services", { authorization })).status).toBe(200);
});

it.each([
  ["pages", (at: number) => `page=${at / 3 + 1}`],
  ["offsets", (at: number) => `offset=${at}`],
  ["cursors", (at: number) => `cursor=${at}`],
])("gives every record once by %s", async (_, query) => {
  const ids: string[] = [];
  for (let at = 0; ; at += 3) {
    const { items } = await (await get(`/v1/services?size=3&${query(at)}`)).json();
    if (items.length === 0) break;
    ids.push(...items.map((item: { id: string }) => item.id));
  }
  expect(new Set(ids).size).toBe(7);
  expect(ids).toHaveLength(7);
});

it("refuses with Retry-After when its limit is used up, then goes on", async () => {
  await fetch(`${inventory.url}/_control/limit`, {
    method: "POST",
    body: JSON.stringify({ requests: 1, retryAfterSeconds: 7 }),
  });
  expect((await get("/v1/products")).status).toBe(200);
  const refused = await get("/v1/products");
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "7"]);
  expect((await get("/v1/products")).status).toBe(200);
});
