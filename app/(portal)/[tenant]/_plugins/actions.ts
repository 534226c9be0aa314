"use server";

import { z } from "zod";
import { defineAction } from "@/app/_server/define-action";
import { openPortal, priceOf, requestSync, startCheckout, startCheckoutInput, syncNow } from "@/lib/billing";
import {
  configurePlugin,
  configurePluginInput,
  disablePlugin,
  disablePluginInput,
  enablePlugin,
  enablePluginInput,
  removePlugin,
  testConnection,
} from "@/lib/plugins";

export const enablePluginAction = defineAction(enablePluginInput, (ctx, input) =>
  enablePlugin(ctx, input, priceOf),
);
export const disablePluginAction = defineAction(disablePluginInput, disablePlugin);
export const removePluginAction = defineAction(disablePluginInput, removePlugin);
export const configurePluginAction = defineAction(configurePluginInput, (ctx, input) =>
  configurePlugin(ctx, input, priceOf),
);
export const testConnectionAction = defineAction(configurePluginInput, (ctx, input) =>
  testConnection(ctx, input, { priceOf }),
);
export const startCheckoutAction = defineAction(startCheckoutInput, startCheckout);
export const openPortalAction = defineAction(z.strictObject({}), (ctx) => openPortal(ctx));
export const syncNowAction = defineAction(z.strictObject({}), (ctx) => syncNow(ctx));
export const requestSyncAction = defineAction(z.strictObject({}), (ctx) => requestSync(ctx));
