import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { inventoryKey } from "@/e2e/fakes/credentials";
import { startInventory } from "@/e2e/fakes/inventory";
import { performRun } from "@/lib/imports";
import { makeTenant } from "@/lib/testing";
import { startMachine } from "../testing";

let inventory: Awaited<ReturnType<typeof startInventory>>;
let machine: Awaited<ReturnType<typeof startMachine>>;
beforeAll(async () => {
  inventory = await startInventory({ port: 0, stateDir: mkdtempSync(join(tmpdir(), "machine-")) });
  vi.stubEnv("PORTICO_EGRESS_ALLOW", new URL(inventory.url).host);
  machine = await startMachine();
});
afterAll(async () => {
  await machine.close();
  await inventory.close();
});

const body = () => ({
  secrets: { key: inventoryKey },
  definition: {
    schedule: "daily",
    input: {
      kind: "http",
      baseUrl: inventory.url,
      auth: { kind: "bearer", secret: "key" },
      reads: [
        {
          name: "services",
          path: "/v1/services",
          items: "items",
          paging: { kind: "link" },
          mapping: `{ "kind": "Component", "metadata": { "name": id }, "spec": { "type": "service", "lifecycle": stage, "owner": tier = 1 ? null : team } }`,
        },
      ],
    },
  },
});

it("puts a source as a document, runs it, tells its rejected records and takes the run back", async () => {
  const { ctx } = await makeTenant();
  const call = await machine.as(ctx, ["catalog.source.manage"]);
  const send = (path: string, method: string, value: unknown = {}) =>
    call(path, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(value) });
  const path = "/catalog/sources/House%20inventory";

  const put = await send(path, "PUT", body());
  expect(put.status).toBe(200);
  const made = await put.json();
  expect(made).toMatchObject({
    name: "House inventory",
    kind: "processor",
    secrets: ["key"],
    entities: 0,
    runs: [],
  });
  expect(JSON.stringify(made)).not.toContain(inventoryKey);
  // Secrets stay when the same document comes again without them.
  expect((await send(path, "PUT", { ...body(), secrets: {} })).status).toBe(200);

  const started = await send(`${path}/runs`, "POST");
  expect(started.status).toBe(202);
  const { run } = await started.json();
  await performRun(ctx, { runId: run });
  const done = await (await call(`${path}/runs/${run}`)).json();
  expect(done).toMatchObject({ status: "done", trigger: "api", created: 5, rejected: 2 });
  expect(done.rejectedRecords[0]).toMatchObject({
    row: 1,
    read: null,
    path: "spec",
    reason: "spec.owner is missing",
  });
  expect(await (await call("/catalog/sources")).json()).toMatchObject({
    items: [{ name: "House inventory", health: "attention", entities: 5, schedule: "daily" }],
  });

  const undo = await send(`${path}/runs/${run}/undo`, "POST");
  expect(undo.status).toBe(202);
  await performRun(ctx, { runId: (await undo.json()).run });
  expect(await (await call(path)).json()).toMatchObject({ entities: 0, enabled: false });
});

it("is refused without its permission, and names what is wrong in a definition", async () => {
  const { ctx } = await makeTenant();
  const reader = await machine.as(ctx, ["catalog.entity.read"]);
  expect((await reader("/catalog/sources")).status).toBe(403);
  const call = await machine.as(ctx, ["catalog.source.manage"]);
  const broken = { ...body(), definition: { ...body().definition, schedule: "sometimes" } };
  const refused = await call("/catalog/sources/x", {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(broken),
  });
  expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining("schedule")]);
  expect((await call("/catalog/sources/nobody")).status).toBe(404);
});
