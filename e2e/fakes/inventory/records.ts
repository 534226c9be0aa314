/** A record of a collection, as the in-house inventory keeps it. */
export type InventoryRecord = Readonly<Record<string, unknown>> & { readonly id: string };

export interface InventoryData {
  collections: Record<string, InventoryRecord[]>;
}

const service = (
  id: string,
  name: string,
  team: string,
  product: string,
  uses: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): InventoryRecord => ({
  id,
  name,
  team,
  product,
  uses,
  stage: "live",
  tier: 2,
  summary: null,
  runbook: `https://wiki.acme.example/runbooks/${id}`,
  labels: ["inventory"],
  ...more,
});

/** What the company wrote down long before it had a portal; teams are those of its GitHub organisation. */
export function firstRecords(): Record<string, InventoryRecord[]> {
  return {
    products: [
      { id: "checkout", name: "Checkout", team: "payments", summary: "From the basket to the receipt" },
      { id: "fulfilment", name: "Fulfilment", team: "orders", summary: "From the order to the door" },
      { id: "insight", name: "Insight", team: "data-platform", summary: "From events to answers" },
    ],
    services: [
      service("card-vault", "Card vault", "payments", "checkout", ["db-cards"], {
        tier: 1,
        summary: "Keeps card numbers so that nobody else has to",
        labels: ["PCI DSS", "inventory"],
      }),
      service("tax-rates", "Tax rates", "payments", "checkout", []),
      service(
        "warehouse-gateway",
        "Warehouse gateway",
        "orders",
        "fulfilment",
        ["db-stock", "label-printer"],
        { tier: 1 },
      ),
      service("label-printer", "Label printer", "orders", "fulfilment", [], { stage: "pilot" }),
      service("carrier-quotes", "Carrier quotes", "orders", "fulfilment", ["tax-rates"]),
      service("clickstream", "Clickstream", "data-platform", "insight", ["lake"]),
      service("churn-model", "Churn model", "data-platform", "insight", ["lake", "clickstream"], {
        stage: "retired",
      }),
    ],
    stores: [
      {
        id: "db-cards",
        name: "Card numbers",
        engine: "PostgreSQL 17",
        team: "infrastructure",
        product: "checkout",
      },
      {
        id: "db-stock",
        name: "Stock",
        engine: "PostgreSQL 17",
        team: "infrastructure",
        product: "fulfilment",
      },
      { id: "lake", name: "Event lake", engine: "Iceberg", team: "data-platform", product: "insight" },
    ],
  };
}

/** Many services, for measuring: the i-th uses the one before it. */
export function synthetic(count: number): InventoryRecord[] {
  return Array.from({ length: count }, (_, i) =>
    service(`synth-${i}`, `Synthetic ${i}`, "platform", "insight", i === 0 ? [] : [`synth-${i - 1}`]),
  );
}
