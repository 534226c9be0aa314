import { parse } from "graphql";
import { expect, it } from "vitest";
import { ORGANISATION_QUERY, objectsQuery, REPOSITORIES_QUERY, TEAM_QUERY } from "./discovery-queries";

const oid = "a".repeat(40);

it("writes queries that are GraphQL", () => {
  for (const query of [REPOSITORIES_QUERY, ORGANISATION_QUERY, TEAM_QUERY])
    expect(() => parse(query)).not.toThrow();
  expect(() =>
    parse(
      objectsQuery([
        { nodeId: 'R_kg"DO', blobs: [oid, oid], trees: [oid] },
        { nodeId: "R_2", blobs: [], trees: [oid] },
      ]),
    ),
  ).not.toThrow();
});

it("carries only the fragments it uses", () => {
  expect(objectsQuery([{ nodeId: "R_1", blobs: [oid], trees: [] }])).not.toContain("fragment deeper");
  expect(objectsQuery([{ nodeId: "R_1", blobs: [], trees: [oid] }])).not.toContain("fragment blob");
});

// Object ids come out of customers' trees and are written into the query.
it("refuses an object id that is not one", () => {
  expect(() => objectsQuery([{ nodeId: "R_1", blobs: ['" } viewer { login } #'], trees: [] }])).toThrow(
    /not a git object id/,
  );
});
