import { describe, expect, it } from "vitest";
import { allowsTier, cheapestPlanWith, decide, type EntitlementRow } from "./model";

const now = new Date("2026-11-23T12:00:00Z");
const free: EntitlementRow = {
  plan: "free",
  status: "active",
  addons: [],
  trialPlan: null,
  trialEndsAt: null,
  validUntil: null,
};

describe("decide", () => {
  it("lifts Free to Business while the trial runs, to the second", () => {
    const trial = { ...free, trialPlan: "business", trialEndsAt: new Date("2026-11-23T12:00:01Z") };
    expect(decide(trial, now).plan).toBe("business");
    expect(decide(trial, new Date("2026-11-23T12:00:01Z")).plan).toBe("free");
  });

  it("never lowers a paid plan to the trial's", () => {
    const row = { ...free, plan: "enterprise", trialPlan: "business", trialEndsAt: new Date("2027-01-01") };
    expect(decide(row, now)).toMatchObject({ plan: "enterprise", trialEndsAt: undefined });
  });

  it("falls back to Free when the paid time is over, add-ons too", () => {
    const row = { ...free, plan: "team", addons: ["sonarqube"], validUntil: new Date("2026-11-01") };
    expect(decide(row, now)).toMatchObject({ plan: "free", addons: [] });
  });

  it("treats an unknown plan as Free", () => {
    expect(decide({ ...free, plan: "platinum" }, now).plan).toBe("free");
  });
});

it("opens standard plugins from Team on", () => {
  expect(cheapestPlanWith("standard")).toBe("team");
  expect(allowsTier(decide(free, now), "standard")).toBe(false);
  expect(allowsTier(decide({ ...free, plan: "team" }, now), "standard")).toBe(true);
});
