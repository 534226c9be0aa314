import { expect, test } from "vitest";
import { isNodeSupported } from "./preflight.mjs";

test.each(["20.19.0", "20.20.2", "22.12.0", "24.0.0", "26.1.0"])("runs on Node %s", (version) => {
  expect(isNodeSupported(version)).toBe(true);
});

test.each(["16.20.2", "18.20.0", "20.18.3", "21.7.0", "22.11.0", "23.9.0"])("refuses Node %s", (version) => {
  expect(isNodeSupported(version)).toBe(false);
});
