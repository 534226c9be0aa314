import { describe, expect, it } from "vitest";
import type { RelationEnd } from "../served/served-catalog";
import { type GraphSource, type WalkInput, walkGraph } from "./walk";

const ask = (more: Partial<WalkInput>): WalkInput => ({
  root: [],
  whole: undefined,
  depth: 2,
  direction: "both",
  kind: [],
  relation: [],
  open: [],
  closed: [],
  ...more,
});

/** A catalog of stated relations `[from, type, inverse, to]`; everything named exists but what begins with "ghost:". */
function catalog(stated: readonly (readonly [string, string, string, string])[]): GraphSource {
  const seen = new Map<string, RelationEnd[]>();
  const see = (ref: string, relation: RelationEnd) => seen.set(ref, [...(seen.get(ref) ?? []), relation]);
  for (const [from, type, inverse, to] of stated) {
    see(from, { type, inverse, targetRef: to, stated: true });
    see(to, { type: inverse, inverse: type, targetRef: from, stated: false });
  }
  return {
    entity: (ref) =>
      ref.startsWith("ghost:")
        ? undefined
        : { title: ref.toUpperCase(), kind: ref.split(":")[0] ?? "", type: undefined, ownerRef: undefined },
    relations: (ref) => seen.get(ref) ?? [],
  };
}

const chain = catalog([
  ["c:d/a", "dependsOn", "dependencyOf", "c:d/b"],
  ["c:d/b", "dependsOn", "dependencyOf", "c:d/c"],
  // Said from the other end, as Backstage's dependencyOf allows; it is one relation all the same.
  ["c:d/c", "dependencyOf", "dependsOn", "c:d/b"],
  ["c:d/z", "dependsOn", "dependencyOf", "c:d/a"],
  ["c:d/a", "ownedBy", "ownerOf", "g:d/team"],
  ["vehicle:d/van", "parkedIn", "houses", "site:d/yard"],
  ["c:d/a", "deliveredBy", "delivers", "vehicle:d/van"],
  ["c:d/a", "dependsOn", "dependencyOf", "ghost:d/x"],
]);
const refsOf = (graph: ReturnType<typeof walkGraph>) => graph.nodes.map((node) => node.ref).sort();

describe("walkGraph", () => {
  it("draws nothing for a beginning that does not exist, but what somebody names", () => {
    expect(refsOf(walkGraph(chain, ask({ root: ["ghost:d/nobody"] })))).toEqual([]);
    expect(refsOf(walkGraph(chain, ask({ root: ["ghost:d/nobody", "vehicle:d/van"], depth: 1 })))).toEqual([
      "c:d/a",
      "site:d/yard",
      "vehicle:d/van",
    ]);
    expect(refsOf(walkGraph(chain, ask({ root: ["ghost:d/x"], depth: 1 })))).toEqual(["c:d/a", "ghost:d/x"]);
  });

  it("goes the way it is asked to, and no further", () => {
    expect(refsOf(walkGraph(chain, ask({ root: ["c:d/a"], depth: 1, relation: ["dependsOn"] })))).toEqual([
      "c:d/a",
      "c:d/b",
      "c:d/z",
      "ghost:d/x",
    ]);
    expect(
      refsOf(walkGraph(chain, ask({ root: ["c:d/a"], direction: "out", relation: ["dependsOn"] }))),
    ).toEqual(["c:d/a", "c:d/b", "c:d/c", "ghost:d/x"]);
    expect(refsOf(walkGraph(chain, ask({ root: ["c:d/a"], direction: "in", depth: 6 })))).toEqual([
      "c:d/a",
      "c:d/z",
    ]);
  });

  it("draws each pair of inverses once, a tenant's own relations too", () => {
    const { edges } = walkGraph(chain, ask({ root: ["c:d/a"], depth: 3 }));
    expect(edges.filter((edge) => edge.from === "c:d/b" || edge.to === "c:d/c")).toEqual([
      { from: "c:d/b", to: "c:d/c", type: "dependsOn" },
    ]);
    expect(edges).toContainEqual({ from: "vehicle:d/van", to: "site:d/yard", type: "parkedIn" });
    expect(edges.some((edge) => edge.type === "delivers" || edge.type === "ownerOf")).toBe(false);
  });

  it("puts neighbours away and says how many", () => {
    const closed = walkGraph(chain, ask({ root: ["c:d/a"], direction: "out", depth: 3, closed: ["c:d/b"] }));
    expect(refsOf(closed)).not.toContain("c:d/c");
    expect(closed.nodes.find((node) => node.ref === "c:d/b")).toMatchObject({ hidden: 1, canOpen: true });
    const opened = walkGraph(chain, ask({ root: ["c:d/a"], direction: "out", depth: 1, open: ["c:d/b"] }));
    expect(refsOf(opened)).toContain("c:d/c");
  });

  it("never passes the limit, and every left-out neighbour is counted", () => {
    const hub = catalog(
      Array.from({ length: 900 }, (_, i) => [`c:d/${i}`, "ownedBy", "ownerOf", "g:d/team"] as const),
    );
    const tidy = walkGraph(hub, ask({ root: ["g:d/team"] }));
    expect(tidy.nodes.length).toBe(61);
    expect(tidy.nodes[0]).toMatchObject({ ref: "g:d/team", hidden: 840, canOpen: true });
    const all = walkGraph(hub, ask({ root: ["g:d/team"], open: ["g:d/team"] }));
    expect(all.nodes.length).toBe(500);
    expect(all.full).toBe(true);
    expect(all.nodes[0]).toMatchObject({ hidden: 401, canOpen: false });
  });

  it("begins with the whole of a domain: its systems and their parts", () => {
    const parts = catalog([
      ["system:d/pay", "partOf", "hasPart", "domain:d/money"],
      ["c:d/a", "partOf", "hasPart", "system:d/pay"],
      ["c:d/a", "dependsOn", "dependencyOf", "c:d/other"],
    ]);
    const graph = walkGraph(parts, ask({ root: ["domain:d/money"], whole: "true", depth: 1 }));
    expect(graph.nodes.filter((node) => node.root).map((node) => node.ref)).toEqual([
      "domain:d/money",
      "system:d/pay",
      "c:d/a",
    ]);
    expect(refsOf(graph)).toContain("c:d/other");
  });
});
