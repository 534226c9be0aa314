import { createHmac, randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { asSystem, withTenantSql } from "@/lib/platform/db";
import { makeTenant } from "@/lib/testing";
import { receiveWebhook } from "./receive-webhook";
import { type AddressedHints, takeDelivery } from "./take-delivery";

const secret = "a-webhook-secret";

function delivery(installationId: number, deliveryId: string = randomUUID()) {
  const body = Buffer.from(
    JSON.stringify({
      installation: { id: installationId },
      repository: { id: 42, default_branch: "main", description: "NUL \u0000 inside" },
      ref: "refs/heads/main",
    }),
  );
  return {
    body,
    deliveryId,
    event: "push",
    signature: `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
  };
}

async function bindSomething() {
  const { ctx } = await makeTenant();
  const installationId = Math.floor(Math.random() * 1e12);
  await withTenantSql(ctx, (db) =>
    db.sql(
      "INSERT INTO installation (tenant_id, installation_id, account_login, account_id, account_type) VALUES ($1::uuid, $2::bigint, 'x', 1, 'Organization')",
      [ctx.tenantId, installationId],
    ),
  );
  return { ctx, installationId };
}

const inboxOf = (deliveryId: string) =>
  asSystem("test", (db) =>
    db.sql<{ id: string; status: string; error: string | null; jobs: number }>(
      `SELECT i.id::text, i.status, i.error, (SELECT count(*)::int FROM outbox o WHERE o.job = 'github.process-delivery' AND o.payload->>'inboxId' = i.id::text) AS jobs
       FROM webhook_inbox i WHERE i.provider = 'github' AND i.delivery_id = $1`,
      [deliveryId],
    ),
  );

it("stores one delivery and one job for a hundred copies that arrive together", async () => {
  const { installationId } = await bindSomething();
  const one = delivery(installationId);
  const answers = await Promise.all(Array.from({ length: 100 }, () => receiveWebhook(one, secret)));
  expect(answers.filter((answer) => answer.accepted)).toHaveLength(1);
  expect(await inboxOf(one.deliveryId)).toMatchObject([{ status: "received", jobs: 1 }]);
});

it("stores nothing of a delivery that GitHub did not sign", async () => {
  const forged = { ...delivery(1), signature: `sha256=${"0".repeat(64)}` };
  await expect(receiveWebhook(forged, secret)).rejects.toMatchObject({ code: "unauthenticated" });
  expect(await inboxOf(forged.deliveryId)).toEqual([]);
});

// GitHub does not redeliver by itself; swallowing the hand-made redelivery of a failed one would lose the push for good.
it("takes the redelivery of a failed one again, and not that of a processed one", async () => {
  const { ctx, installationId } = await bindSomething();
  const one = delivery(installationId);
  await receiveWebhook(one, secret);
  const [row] = await inboxOf(one.deliveryId);
  const inboxId = row?.id ?? "";
  await expect(
    takeDelivery(inboxId, () => Promise.reject(new Error("the database went away"))),
  ).rejects.toThrow();
  expect(await inboxOf(one.deliveryId)).toMatchObject([
    { status: "failed", error: "the database went away" },
  ]);

  expect(await receiveWebhook(one, secret)).toEqual({ accepted: true });
  const applied: AddressedHints[] = [];
  await takeDelivery(inboxId, async (hints) => void applied.push(hints));
  expect(applied).toEqual([
    { tenantId: ctx.tenantId, installationId, hints: [{ kind: "repository", externalId: "42" }] },
  ]);
  expect(await inboxOf(one.deliveryId)).toMatchObject([{ status: "processed", error: null, jobs: 2 }]);

  expect(await receiveWebhook(one, secret)).toEqual({ accepted: false });
  await takeDelivery(inboxId, async (hints) => void applied.push(hints));
  expect(applied).toHaveLength(1);
});

it("ignores a delivery of an installation nobody has bound", async () => {
  const one = delivery(Math.floor(Math.random() * 1e12));
  await receiveWebhook(one, secret);
  const [row] = await inboxOf(one.deliveryId);
  await takeDelivery(row?.id ?? "", () => Promise.reject(new Error("must not be called")));
  expect(await inboxOf(one.deliveryId)).toMatchObject([{ status: "ignored" }]);
});
