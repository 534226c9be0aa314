import pg from "pg";
import { expect, inject, test } from "vitest";

test("the product's role is under row security: no superuser, no bypass, owner of nothing but the queue's sequences", async () => {
  const client = new pg.Client({ connectionString: inject("appUrl") });
  await client.connect();
  const { rows } = await client.query(
    `SELECT current_user AS name, rolsuper, rolbypassrls, rolinherit,
            (SELECT count(*)::int FROM pg_class
              WHERE relowner = r.oid AND relnamespace <> to_regnamespace('bullmq')) AS owned
       FROM pg_roles r WHERE rolname = current_user`,
  );
  await client.end();
  expect(rows).toEqual([
    { name: "portico_app", rolsuper: false, rolbypassrls: false, rolinherit: false, owned: 0 },
  ]);
});
