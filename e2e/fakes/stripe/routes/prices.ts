import { z } from "zod";
import { type Api, endpoint } from "../api";
import { listPage } from "../list";
import {
  created,
  flag,
  isCreatedWithin,
  mergeMetadata,
  metadata,
  nothing,
  paging,
  quantity,
  text,
} from "../params";
import { invalid } from "../problem";
import { need, type Store } from "../store";
import type { Interval, Price } from "../types";
import { createProduct } from "./products";

interface NewPrice {
  readonly product: string;
  readonly currency: string;
  readonly unitAmount: number;
  readonly interval?: Interval | undefined;
  readonly intervalCount?: number | undefined;
  readonly lookupKey?: string | undefined;
  readonly transferLookupKey?: boolean | undefined;
  readonly nickname?: string | undefined;
  readonly active?: boolean | undefined;
  readonly metadata?: Record<string, string> | undefined;
}

function claimLookupKey(store: Store, key: string, transfer: boolean, by: string | undefined): void {
  const holder = Object.values(store.data.prices).find((one) => one.lookup_key === key && one.id !== by);
  if (holder === undefined) return;
  if (!transfer)
    throw invalid(
      `A price (\`${holder.id}\`) already uses that lookup key.`,
      "lookup_key",
      "resource_already_exists",
    );
  holder.lookup_key = null;
}

/** Makes a price; the seed uses it too. */
export function createPrice(store: Store, input: NewPrice): Price {
  if (input.lookupKey !== undefined)
    claimLookupKey(store, input.lookupKey, input.transferLookupKey ?? false, undefined);
  const price: Price = {
    id: store.newId("price"),
    object: "price",
    created: store.now(),
    livemode: false,
    active: input.active ?? true,
    billing_scheme: "per_unit",
    currency: input.currency.toLowerCase(),
    custom_unit_amount: null,
    lookup_key: input.lookupKey ?? null,
    metadata: input.metadata ?? {},
    nickname: input.nickname ?? null,
    product: input.product,
    recurring:
      input.interval === undefined
        ? null
        : {
            interval: input.interval,
            interval_count: input.intervalCount ?? 1,
            meter: null,
            trial_period_days: null,
            usage_type: "licensed",
          },
    tax_behavior: "unspecified",
    tiers_mode: null,
    transform_quantity: null,
    type: input.interval === undefined ? "one_time" : "recurring",
    unit_amount: input.unitAmount,
    unit_amount_decimal: String(input.unitAmount),
  };
  store.data.prices[price.id] = price;
  return price;
}

/** `/v1/prices` */
export function mountPrices(api: Api): void {
  const { store } = api;
  const { data } = store;
  const recurring = z.strictObject({
    interval: z.enum(["day", "week", "month", "year"]),
    interval_count: quantity.optional(),
    usage_type: z.literal("licensed").optional(),
  });
  const priceFields = {
    active: flag.optional(),
    lookup_key: text.optional(),
    metadata: metadata.optional(),
    nickname: text.optional(),
    transfer_lookup_key: flag.optional(),
    tax_behavior: text.optional(),
  };
  const newPrice = z.strictObject({
    ...priceFields,
    currency: text,
    unit_amount: quantity,
    product: text.optional(),
    product_data: z
      .strictObject({ name: text, metadata: metadata.optional(), unit_label: text.optional() })
      .optional(),
    recurring: recurring.optional(),
    billing_scheme: z.literal("per_unit").optional(),
  });
  endpoint(api, "post", "/v1/prices", newPrice, ({ params }) => {
    const given =
      params.product === undefined ? undefined : need(data.products, "product", params.product, "product");
    if (given === undefined && params.product_data === undefined)
      throw invalid("Missing required param: product.", "product", "parameter_missing");
    const product =
      given ??
      createProduct(store, {
        name: params.product_data?.name ?? "",
        metadata: params.product_data?.metadata,
        unitLabel: params.product_data?.unit_label,
      });
    const price = createPrice(store, {
      product: product.id,
      currency: params.currency,
      unitAmount: params.unit_amount,
      interval: params.recurring?.interval,
      intervalCount: params.recurring?.interval_count,
      lookupKey: params.lookup_key,
      transferLookupKey: params.transfer_lookup_key,
      nickname: params.nickname,
      active: params.active,
      metadata: params.metadata,
    });
    store.emit("price.created", price);
    return price;
  });
  const priceFilter = z.strictObject({
    ...paging,
    active: flag.optional(),
    currency: text.optional(),
    product: text.optional(),
    type: z.enum(["recurring", "one_time"]).optional(),
    lookup_keys: z.array(text).max(10).optional(),
    recurring: z.strictObject({ interval: text.optional(), usage_type: text.optional() }).optional(),
    created: created.optional(),
  });
  endpoint(api, "get", "/v1/prices", priceFilter, ({ params }) => {
    const rows = Object.values(data.prices).filter(
      (one) =>
        (params.active === undefined || one.active === params.active) &&
        (params.currency === undefined || one.currency === params.currency) &&
        (params.product === undefined || one.product === params.product) &&
        (params.type === undefined || one.type === params.type) &&
        (params.lookup_keys === undefined ||
          (one.lookup_key !== null && params.lookup_keys.includes(one.lookup_key))) &&
        (params.recurring?.interval === undefined || one.recurring?.interval === params.recurring.interval) &&
        isCreatedWithin(one.created, params.created),
    );
    return listPage(rows, params, "/v1/prices");
  });
  endpoint(api, "get", "/v1/prices/:id", nothing, ({ path }) => need(data.prices, "price", path("id")));
  endpoint(api, "post", "/v1/prices/:id", z.strictObject(priceFields), ({ path, params }) => {
    const price = need(data.prices, "price", path("id"));
    if (params.lookup_key !== undefined) {
      claimLookupKey(store, params.lookup_key, params.transfer_lookup_key ?? false, price.id);
      price.lookup_key = params.lookup_key === "" ? null : params.lookup_key;
    }
    price.active = params.active ?? price.active;
    price.nickname = params.nickname ?? price.nickname;
    price.metadata = mergeMetadata(price.metadata, params.metadata);
    store.emit("price.updated", price);
    return price;
  });
}
