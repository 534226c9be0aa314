import { describe, expect, it } from "vitest";
import { graphMermaid, graphSvg } from "./graph-svg";

const nodes = [
  { id: "a", kind: "component", title: "payments & <script>alert(1)</script>", href: "/a", current: true },
  { id: "b", kind: "vehicle", title: "Van \u0007", href: "/b", missing: true },
];
const edges = [{ source: "a", target: "b", label: 'Depends "on"' }];

describe("graphSvg", () => {
  // The file is opened outside the portal: a title must not become markup there.
  it("draws every node and edge as text, never as markup", () => {
    const svg = graphSvg({ nodes, edges, title: "Graph", kindTitle: (kind) => kind });
    expect(svg).not.toContain("<script");
    expect(svg.match(/<rect class="n/g)).toHaveLength(2);
    expect(svg.match(/class="e"/g)).toHaveLength(1);
    expect(svg).not.toContain("\u0007");
    expect(svg).toContain("prefers-color-scheme:dark");
    expect(svg).not.toMatch(/href=|url\(http|@import/);
  });

  it("writes the words of an edge above the lines, on a ground of their own, and in its title", () => {
    const svg = graphSvg({
      nodes,
      edges: [...edges, { source: "b", target: "a", label: "Owned by" }],
      title: "Graph",
      kindTitle: (kind) => kind,
    });
    expect(svg).toMatch(/<rect class="bg"[^>]*rx="3"\/><text class="l"[^>]*>Depends &#34;on&#34;</);
    expect(svg.lastIndexOf('class="e"')).toBeLessThan(svg.indexOf('<text class="l"'));
    expect(svg).toContain("→ Van : Depends &#34;on&#34;</title></path>");
  });

  it("writes the same as Mermaid", () => {
    expect(graphMermaid({ nodes, edges })).toContain('n0 -->|"Depends #34;on#34;"| n1');
  });
});
