import { expect, it } from "vitest";
import { formatAmount, formatMoney } from "./amount";

it.each([
  [1200, "usd", "$12"],
  [1250, "usd", "$12.50"],
  [3000, "jpy", "¥3,000"],
  [290000, "eur", "€2,900"],
])("writes %i %s as %s", (minor, currency, text) => expect(formatMoney(minor, currency)).toBe(text));

it("says per what", () =>
  expect(formatAmount({ minor: 1200, currency: "usd", interval: "month", perSeat: true })).toBe(
    "$12 per seat and month",
  ));
