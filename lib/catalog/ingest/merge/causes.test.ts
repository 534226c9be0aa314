import { expect, it } from "vitest";
import type { RepositoryCause } from "../../model/cause";
import { causesOf } from "./causes";

const repository = (name: string): RepositoryCause => ({
  kind: "repository",
  id: `id of ${name}`,
  name: `acme/${name}`,
});
const said = (name: string) => ({
  sourceKey: `${name}:catalog-info.yaml#0`,
  ref: "component:default/ledger",
  layer: "declared" as const,
  repositoryId: `id of ${name}`,
});

// Otherwise the history says that a copy, refused a moment ago, made the entity.
it("names the repository that counts when two of a batch claim one name", () => {
  const repositories = [repository("ledger"), repository("ledger-fork")];
  const change = { cause: { kind: "system" as const, name: "discovery" }, repositories };
  const { of } = causesOf(change, [said("ledger"), said("ledger-fork")], []);
  const origin = { layer: "declared" as const, rule: "catalog file" };
  const fields = (source: string) => ({
    provenance: { "*": { ...origin, source, file: `${source}.yaml` } },
    paths: ["kind"],
  });
  for (const name of ["acme/ledger", "acme/ledger-fork"])
    expect(of("component:default/ledger", fields(name))).toMatchObject({ name, file: `${name}.yaml` });
  expect(of("component:default/ledger", fields("acme/elsewhere")).name).toBe("acme/ledger-fork");
});
