import { describe, expect, it, vi } from "vitest";
import { withTenantSql } from "@/lib/platform/db";
import { makeTenant } from "@/lib/testing";
import { eventPosition, publish, subscribe, type TenantEvent } from "./index";

describe("events of a tenant", () => {
  it("tells a late listener what came since the position it read at, and only its own tenant's", async () => {
    const mine = await makeTenant();
    const other = await makeTenant();
    const live: TenantEvent[] = [];
    const first = subscribe(mine.ctx.tenantId, (event) => live.push(event));
    await vi.waitFor(async () => {
      await withTenantSql(mine.ctx, (db) => publish(db, "warm-up", {}));
      expect(live.length).toBeGreaterThan(0);
    });
    const from = eventPosition();
    await withTenantSql(other.ctx, (db) => publish(db, "test", { of: "another" }));
    await withTenantSql(mine.ctx, (db) => publish(db, "test", { of: "mine" }));
    await vi.waitFor(() => expect(live.at(-1)?.topic).toBe("test"));

    const late: TenantEvent[] = [];
    const second = subscribe(mine.ctx.tenantId, (event) => late.push(event), from);
    expect(second.complete).toBe(true);
    expect(late.filter((event) => event.topic === "test").map((event) => event.data)).toEqual([
      { of: "mine" },
    ]);
    first.stop();
    second.stop();
  });

  it("says so when the position is another process's", async () => {
    const { ctx } = await makeTenant();
    const subscription = subscribe(ctx.tenantId, () => undefined, "elsewhere.7");
    expect(subscription.complete).toBe(false);
    subscription.stop();
  });
});
