import { describe, expect, it } from "vitest";
import { checkEntity } from "@/lib/catalog/client";
import { guessMapping } from "./guess-mapping";
import { mapColumns } from "./map-columns";

describe("guessMapping", () => {
  it("knows what people call their columns, and takes each once", () => {
    const mapping = guessMapping([
      "Service Name",
      "Owning Team",
      "Status",
      "Summary",
      "Depends on",
      "label: tier",
      "Cost centre",
    ]);
    expect(Object.fromEntries(mapping.columns.map(({ to, column }) => [to, column]))).toEqual({
      kind: undefined,
      name: "Service Name",
      owner: "Owning Team",
      type: undefined,
      lifecycle: "Status",
      description: "Summary",
      dependsOn: "Depends on",
      "labels.tier": "label: tier",
    });
  });

  it("prefers the exact word to a look-alike", () => {
    const mapping = guessMapping(["id", "name", "displayName"]);
    expect(mapping.columns.find(({ to }) => to === "name")?.column).toBe("name");
    // Every kind has a title; only groups and users have a display name of their own.
    expect(mapping.columns.find(({ to }) => to === "title")?.column).toBe("displayName");
  });
});

describe("mapColumns", () => {
  const mapping = guessMapping(["name", "owner", "system", "tags", "dependsOn", "links", "labels.tier"]);

  it("makes a valid entity whose references meet the names of other rows", () => {
    const entity = mapColumns(
      {
        name: "Payments API",
        owner: "Team Payments",
        system: "Checkout",
        tags: "Go, PCI DSS",
        dependsOn: "Orders DB, resource:default/cache",
        links: "Runbook | https://wiki.example/r",
        "labels.tier": "1",
      },
      mapping,
    );
    expect(entity).toEqual({
      apiVersion: "backstage.io/v1alpha1",
      kind: "Component",
      metadata: {
        name: "payments-api",
        title: "Payments API",
        tags: ["go", "pci-dss"],
        links: [{ url: "https://wiki.example/r", title: "Runbook" }],
        labels: { tier: "1" },
      },
      spec: {
        type: "service",
        lifecycle: "production",
        owner: "team-payments",
        system: "Checkout",
        dependsOn: ["component:orders-db", "resource:default/cache"],
      },
    });
    expect(checkEntity(entity).issues).toBeUndefined();
    expect(mapColumns({ name: "Orders DB", owner: "x" }, mapping)).toMatchObject({
      metadata: { name: "orders-db" },
    });
  });

  it("invents no owner: the check names what is missing", () => {
    const { issues } = checkEntity(mapColumns({ name: "a" }, mapping));
    expect(issues?.map((issue) => issue.message)).toEqual(["spec.owner is missing"]);
  });

  it("gives Groups the lists their kind needs", () => {
    const teams = guessMapping(["kind", "name", "email"]);
    expect(
      checkEntity(mapColumns({ kind: "team", name: "SRE", email: "sre@acme.example" }, teams)).issues,
    ).toBeUndefined();
  });
});
