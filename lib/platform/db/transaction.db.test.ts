import { describe, expect, it } from "vitest";
import { makeTenant } from "@/lib/testing";
import { type TenantSql, together, withTenantSql } from ".";

const tenantOf = (db: TenantSql) =>
  db.sql<{ id: string | null }>("SELECT current_setting('app.tenant_id', true) AS id");

describe("a transaction", () => {
  it("carries out statements sent together in their order, and all for its tenant", async () => {
    const { ctx } = await makeTenant();
    const [, one, two, [row]] = await withTenantSql(ctx, (db) =>
      together([
        db.sql("CREATE TEMP TABLE counted (n int) ON COMMIT DROP"),
        db.sql("INSERT INTO counted VALUES (1) RETURNING n"),
        db.sql("UPDATE counted SET n = n + 1 RETURNING n"),
        tenantOf(db),
      ]),
    );
    expect([one, two, row?.id]).toEqual([[{ n: 1 }], [{ n: 2 }], ctx.tenantId]);
  });

  it("names the statement that failed first, not those it took along, and leaves the connection usable", async () => {
    const { ctx } = await makeTenant();
    const work = withTenantSql(ctx, (db) =>
      together([db.sql("SELECT 1"), db.sql("SELECT 1 / 0"), db.sql("SELECT 2"), tenantOf(db)]),
    );
    await expect(work).rejects.toThrow("division by zero");
    const rows = await withTenantSql(ctx, tenantOf);
    expect(rows).toEqual([{ id: ctx.tenantId }]);
  });

  it("refuses a statement that comes after its end, when the connection may be another tenant's", async () => {
    const { ctx } = await makeTenant();
    let late: TenantSql | undefined;
    await withTenantSql(ctx, async (db) => {
      late = db;
    });
    await expect(late?.sql("SELECT 1")).rejects.toThrow("after the end");
    const failing = withTenantSql(ctx, async (db) => {
      late = db;
      throw new Error("given up");
    });
    await expect(failing).rejects.toThrow("given up");
    await expect(late?.sql("SELECT 1")).rejects.toThrow("after the end");
  });
});
