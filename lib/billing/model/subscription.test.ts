import { describe, expect, it } from "vitest";
import { readTruth, type Subscription } from "./subscription";

const pluginOf = (key: string) => (key === "portico_addon_sonarqube_monthly" ? "sonarqube" : undefined);
const item = (lookupKey: string, quantity = 3) => ({
  id: `si_${lookupKey}`,
  lookupKey,
  quantity,
  minor: 1200,
  currency: "usd",
  interval: "month",
});
const one = (more: Partial<Subscription> = {}): Subscription => ({
  id: "sub_1",
  status: "active",
  cancelAtPeriodEnd: false,
  periodEnd: "2026-12-23T00:00:00.000Z",
  createdAt: "2026-11-23T00:00:00.000Z",
  items: [item("portico_team_monthly")],
  ...more,
});

describe("readTruth", () => {
  it.each([
    ["nothing bought", [], { plan: "free", addons: [], validUntil: undefined }],
    ["a plan", [one()], { plan: "team", status: "active", seats: 3 }],
    ["a late payment keeps the plan", [one({ status: "past_due" })], { plan: "team", status: "past_due" }],
    ["unpaid", [one({ status: "unpaid" })], { plan: "free" }],
    ["never completed", [one({ status: "incomplete" })], { plan: "free" }],
    ["cancelled", [one({ status: "canceled" })], { plan: "free", seats: undefined }],
    [
      "an older one cancelled, a newer one running",
      [one({ status: "canceled", id: "sub_0" }), one({ items: [item("portico_business_monthly")] })],
      { plan: "business" },
    ],
    [
      "two at once count as the higher",
      [one(), one({ id: "sub_2", items: [item("portico_business_monthly", 5)] })],
      { plan: "business", seats: 5 },
    ],
    [
      "an add-on beside a plan",
      [one({ items: [item("portico_team_monthly"), item("portico_addon_sonarqube_monthly", 1)] })],
      { plan: "team", seats: 3, addons: ["sonarqube"] },
    ],
    [
      "an add-on alone",
      [one({ items: [item("portico_addon_sonarqube_monthly", 1)] })],
      { plan: "free", addons: ["sonarqube"] },
    ],
    ["a price of something else", [one({ items: [item("tshirt")] })], { plan: "free", addons: [] }],
  ] as const)("%s", (_name, subscriptions, expected) =>
    expect(readTruth(subscriptions, pluginOf)).toMatchObject(expected),
  );

  it("gives the same answer in whatever order the list comes", () => {
    const list = [
      one({ status: "canceled", id: "sub_0" }),
      one(),
      one({ id: "sub_2", items: [item("portico_business_monthly")] }),
    ];
    expect(readTruth([...list].reverse(), pluginOf)).toEqual(readTruth(list, pluginOf));
  });

  it("ends a cancelled plan with its period, and lets one that goes on be renewed late", () => {
    expect(readTruth([one({ cancelAtPeriodEnd: true })], pluginOf).validUntil?.toISOString()).toBe(
      "2026-12-23T00:00:00.000Z",
    );
    expect(readTruth([one()], pluginOf).validUntil?.toISOString()).toBe("2026-12-26T00:00:00.000Z");
  });
});
