import { billingHandlers } from "./billing";
import { catalogHandlers } from "./catalog";
import { githubHandlers } from "./github";
import { importsHandlers } from "./imports";
import { insightsHandlers } from "./insights";
import type { Handler } from "./runtime/handler";

/** Every job of the product and what does it. A job without its line here is set aside with a warning when it comes. */
export const handlers: readonly Handler[] = [
  ...githubHandlers,
  ...catalogHandlers,
  ...importsHandlers,
  ...billingHandlers,
  ...insightsHandlers,
];
