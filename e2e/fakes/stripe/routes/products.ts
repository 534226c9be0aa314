import { z } from "zod";
import { type Api, endpoint } from "../api";
import { listPage } from "../list";
import {
  anything,
  created,
  flag,
  isCreatedWithin,
  mergeMetadata,
  metadata,
  nothing,
  paging,
  text,
} from "../params";
import { invalid } from "../problem";
import { need, type Store } from "../store";
import type { Product } from "../types";

interface NewProduct {
  readonly id?: string | undefined;
  readonly name: string;
  readonly description?: string | undefined;
  readonly active?: boolean | undefined;
  readonly metadata?: Record<string, string> | undefined;
  readonly unitLabel?: string | undefined;
}

/** Makes a product; the seed uses it too. */
export function createProduct(store: Store, input: NewProduct): Product {
  const id = input.id ?? store.newId("prod");
  if (store.data.products[id] !== undefined)
    throw invalid(`Product already exists.`, "id", "resource_already_exists");
  const product: Product = {
    id,
    object: "product",
    created: store.now(),
    livemode: false,
    active: input.active ?? true,
    default_price: null,
    description: input.description ?? null,
    images: [],
    marketing_features: [],
    metadata: input.metadata ?? {},
    name: input.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: "service",
    unit_label: input.unitLabel ?? null,
    updated: store.now(),
    url: null,
  };
  store.data.products[id] = product;
  return product;
}

/** `/v1/products` */
export function mountProducts(api: Api): void {
  const { store } = api;
  const { data } = store;
  const productFields = {
    active: flag.optional(),
    description: text.optional(),
    metadata: metadata.optional(),
    unit_label: text.optional(),
    default_price: text.optional(),
    images: anything.optional(),
    url: text.optional(),
    statement_descriptor: text.optional(),
    tax_code: text.optional(),
    marketing_features: anything.optional(),
  };

  endpoint(
    api,
    "post",
    "/v1/products",
    z.strictObject({ ...productFields, id: text.optional(), name: text }),
    ({ params }) => {
      const product = createProduct(store, { ...params, unitLabel: params.unit_label });
      store.emit("product.created", product);
      return product;
    },
  );
  endpoint(
    api,
    "get",
    "/v1/products",
    z.strictObject({
      ...paging,
      active: flag.optional(),
      ids: z.array(text).optional(),
      created: created.optional(),
    }),
    ({ params }) => {
      const rows = Object.values(data.products).filter(
        (one) =>
          (params.active === undefined || one.active === params.active) &&
          (params.ids?.includes(one.id) ?? true) &&
          isCreatedWithin(one.created, params.created),
      );
      return listPage(rows, params, "/v1/products");
    },
  );
  endpoint(api, "get", "/v1/products/:id", nothing, ({ path }) => need(data.products, "product", path("id")));
  endpoint(
    api,
    "post",
    "/v1/products/:id",
    z.strictObject({ ...productFields, name: text.optional() }),
    ({ path, params }) => {
      const product = need(data.products, "product", path("id"));
      if (params.default_price !== undefined)
        product.default_price = need(data.prices, "price", params.default_price, "default_price").id;
      product.name = params.name ?? product.name;
      product.active = params.active ?? product.active;
      product.description = params.description ?? product.description;
      product.unit_label = params.unit_label ?? product.unit_label;
      product.metadata = mergeMetadata(product.metadata, params.metadata);
      product.updated = store.now();
      store.emit("product.updated", product);
      return product;
    },
  );
}
