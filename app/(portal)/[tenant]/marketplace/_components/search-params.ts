import { z } from "zod";

const text = z.string().max(100).catch("");

/** The marketplace's state is its address. */
export const marketplaceSearchSchema = z.object({ q: text.default(""), category: text.default("") });

export const CATEGORY_TITLES: Readonly<Record<string, string>> = {
  ci: "Continuous integration",
  code: "Code",
  quality: "Quality",
  security: "Security",
  operations: "Operations",
  delivery: "Delivery",
};
