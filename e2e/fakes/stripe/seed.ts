import { createPrice } from "./routes/prices";
import { createProduct } from "./routes/products";
import type { Store } from "./store";

const offers = [
  {
    product: "prod_portico_team",
    name: "Portico Team",
    lookupKey: "portico_team_monthly",
    unitAmount: 1200,
    unitLabel: "seat",
    description: "Catalog, SSO and the core plugins for your whole team.",
  },
  {
    product: "prod_portico_business",
    name: "Portico Business",
    lookupKey: "portico_business_monthly",
    unitAmount: 2900,
    unitLabel: "seat",
    description: "Everything in Team, and every paid plugin.",
  },
  {
    product: "prod_portico_addon_sonarqube",
    name: "SonarQube add-on",
    lookupKey: "portico_addon_sonarqube_monthly",
    unitAmount: 4900,
    unitLabel: undefined,
    description: "Code quality from SonarQube on every component.",
  },
] as const;

/** Puts Portico's own products and prices into a new stand-in; the ones it has stay as they are. */
export function seedOffers(store: Store): void {
  for (const offer of offers) {
    if (store.data.products[offer.product] === undefined)
      createProduct(store, {
        id: offer.product,
        name: offer.name,
        description: offer.description,
        unitLabel: offer.unitLabel,
      });
    if (Object.values(store.data.prices).some((price) => price.lookup_key === offer.lookupKey)) continue;
    const price = createPrice(store, {
      product: offer.product,
      currency: "usd",
      unitAmount: offer.unitAmount,
      interval: "month",
      lookupKey: offer.lookupKey,
      nickname: offer.name,
    });
    const product = store.data.products[offer.product];
    if (product !== undefined) product.default_price = price.id;
  }
  store.changed();
}
