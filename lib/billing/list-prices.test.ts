import { beforeAll, expect, it, vi } from "vitest";
import { listPrices, priceOf } from "./list-prices";

beforeAll(() => {
  vi.stubEnv("APP_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none");
  vi.stubEnv("STRIPE_SECRET_KEY", "sk_test_portico");
  vi.stubEnv("STRIPE_API_URL", "http://127.0.0.1:1");
});

// A till that does not answer must cost seconds once, never open a gate, and never show an old price.
it("has no price while Stripe does not answer, and does not ask at each page", async () => {
  expect(await listPrices()).toBeUndefined();
  const startedAt = performance.now();
  expect(await priceOf("portico_team_monthly")).toBeUndefined();
  expect(performance.now() - startedAt).toBeLessThan(100);
});
