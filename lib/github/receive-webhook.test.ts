import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { isSignedBy, receiveWebhook } from "./receive-webhook";

const secret = "a-webhook-secret";
const body = Buffer.from('{"zen":"Speak like a human.","name":"Zoë"}');
const sign = (bytes: Uint8Array, key = secret, algorithm = "sha256") =>
  `${algorithm}=${createHmac(algorithm, key).update(bytes).digest("hex")}`;

it("accepts exactly the signed bytes", () => {
  expect(isSignedBy(secret, body, sign(body))).toBe(true);
});

// A loss here lets anybody on the internet make us read, and call it GitHub's word.
it.each([
  ["none", undefined],
  ["empty", ""],
  ["of another secret", sign(body, "another")],
  ["sha1 only", sign(body, secret, "sha1")],
  ["cut short", sign(body).slice(0, -2)],
  ["of upper case", sign(body).toUpperCase()],
  ["of re-serialised JSON", sign(Buffer.from(JSON.stringify(JSON.parse(body.toString()), undefined, 1)))],
])("refuses a signature that is %s", (_, signature) => {
  expect(isSignedBy(secret, body, signature)).toBe(false);
});

it("refuses everything when no secret is configured, even what is signed with an empty one", async () => {
  const delivery = {
    body,
    deliveryId: "12345678-aaaa",
    event: "push",
    signature: `sha256=${"0".repeat(64)}`,
  };
  await expect(receiveWebhook(delivery, "")).rejects.toMatchObject({ code: "unauthenticated" });
});
