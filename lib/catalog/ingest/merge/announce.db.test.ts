import { describe, expect, it, vi } from "vitest";
import { withTenantSql } from "@/lib/platform/db";
import { publish, subscribe, type TenantEvent } from "@/lib/platform/events";
import { makeSnapshot, makeSource, makeTenant } from "@/lib/testing";
import { ingestRepositories } from "../run";

const component = (name: string, more = "") =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\nspec:\n  type: service\n  lifecycle: production\n  owner: team-a\n${more}`;

describe("what open pages are told of a change", () => {
  // The event of one tenant in another's browser would name its entities.
  it("names the entities and their neighbours, to the tenant's own pages only", async () => {
    const mine = await makeTenant();
    const other = await makeTenant();
    const heard: TenantEvent[] = [];
    const elsewhere: TenantEvent[] = [];
    let listening = false;
    const stops = [
      subscribe(mine.ctx.tenantId, (event) => {
        listening ||= event.topic === "warm-up";
        if (event.topic === "catalog.entities") heard.push(event);
      }),
      subscribe(other.ctx.tenantId, (event) => event.topic !== "missed" && elsewhere.push(event)),
    ];
    const files = { "catalog-info.yaml": component("payments", "  dependsOn: [component:ledger]\n") };
    const source = await makeSource(mine.ctx, [makeSnapshot("payments", files)]);
    await vi.waitFor(async () => {
      await withTenantSql(mine.ctx, (db) => publish(db, "warm-up", {}));
      expect(listening).toBe(true);
    });
    await ingestRepositories(mine.ctx, { sourceId: source.sourceId, repositoryIds: source.ids });
    await vi.waitFor(() => expect(heard.length).toBeGreaterThan(0));
    expect(heard[0]?.data).toMatchObject({
      changed: 1,
      refs: ["component:default/payments"],
      near: expect.arrayContaining(["component:default/ledger", "group:default/team-a"]),
    });
    expect(elsewhere).toEqual([]);
    for (const { stop } of stops) stop();
  });

  it("says only how many when they are many", async () => {
    const { ctx } = await makeTenant();
    const heard: TenantEvent[] = [];
    const { stop } = subscribe(
      ctx.tenantId,
      (event) => event.topic === "catalog.entities" && heard.push(event),
    );
    const names = Array.from({ length: 60 }, (_, index) => `service-${index}`);
    const source = await makeSource(
      ctx,
      names.map((name) => makeSnapshot(name, { "catalog-info.yaml": component(name) })),
    );
    await ingestRepositories(ctx, { sourceId: source.sourceId, repositoryIds: source.ids });
    await vi.waitFor(() => expect(heard.length).toBeGreaterThan(0));
    expect(heard[0]?.data).toMatchObject({ changed: 60 });
    expect(heard[0]?.data).not.toHaveProperty("refs");
    stop();
  });
});
