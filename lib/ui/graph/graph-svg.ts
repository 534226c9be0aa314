import { bundlesOf, type LabelledBundle, placeLabels } from "./edge-labels";
import type { RelationEdge, RelationNode } from "./graph-data";
import { layOut, NODE_HEIGHT, NODE_WIDTH, type Placed } from "./lay-out";

const MARGIN = 32;
const LEGEND_ROW = 22;
/** More words than this are a thicket; the lines have their titles all the same. */
const NAMED_MAX = 120;
/** 12 px sans, on average; longer titles are cut with an ellipsis. */
const LETTERS_MAX = 21;

// tokens.css in sRGB: drawing programs do not read OKLCH.
const KIND_COLOURS: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  component: ["#2e6fc4", "#79aef5"],
  api: ["#0d8182", "#4cc5c3"],
  resource: ["#a0661c", "#e3ab5f"],
  system: ["#8647b8", "#c594f2"],
  domain: ["#b43a7c", "#ec8fbd"],
  group: ["#2f8045", "#72c98a"],
  user: ["#15809c", "#62c3e0"],
  template: ["#b7532a", "#f09a6d"],
  location: ["#6a6c76", "#9fa1aa"],
};
const OTHER = ["#7d7f89", "#8f919b"] as const;

const xml = (text: string) =>
  text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`).replace(/[^\P{C}\n\t]/gu, "");
const short = (text: string, max = LETTERS_MAX) =>
  [...text].length > max ? `${[...text].slice(0, max - 1).join("")}…` : text;
const round = (value: number) => Math.round(value * 10) / 10;

/** A kind's name as a class: tenants name their own. */
const classOf = (kind: string) => `k-${Object.hasOwn(KIND_COLOURS, kind) ? kind : "other"}`;

function styles(): string {
  const kinds = (index: 0 | 1) =>
    [...Object.entries(KIND_COLOURS), ["other", OTHER] as const]
      .map(([kind, colours]) => `.k-${kind}{fill:${colours[index]}}`)
      .join("");
  return [
    'text{font:500 12px Inter,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;fill:#22242e}',
    ".d{font-weight:400;font-size:10px;fill:#5b5e6b}.e{fill:none;stroke:#8d8f9a}.m{fill:#8d8f9a}",
    ".l{font-weight:400;font-size:10px;fill:#5b5e6b;text-anchor:middle}.bg{fill:#fbfbfc}",
    ".n{fill:#fff;stroke:#cbccd4}.c{stroke:#4f3fd1;stroke-width:2}.x{stroke-dasharray:4 3}",
    kinds(0),
    "@media (prefers-color-scheme:dark){text{fill:#ececf0}.d,.l{fill:#aeb0ba}.e{stroke:#6d707c}.m{fill:#6d707c}",
    `.bg{fill:#0f1014}.n{fill:#16171c;stroke:#3c3e48}.c{stroke:#8d83f2}${kinds(1)}}`,
  ].join("\n");
}

function nodeSvg(node: RelationNode, { x, y }: Placed): string {
  const box = ["n", node.current ? "c" : "", node.missing ? "x" : ""].filter(Boolean).join(" ");
  const middle = round(y + NODE_HEIGHT / 2);
  return [
    `<g><title>${xml(`${node.title}${node.missing ? " (not in the catalog)" : ""}`)}</title>`,
    `<rect class="${box}" x="${round(x)}" y="${round(y)}" width="${NODE_WIDTH}" height="${NODE_HEIGHT}" rx="8"/>`,
    `<circle class="${classOf(node.kind)}" cx="${round(x + 17)}" cy="${middle}" r="5"/>`,
    `<text x="${round(x + 32)}" y="${node.detail ? middle - 3 : middle + 4}">${xml(short(node.title))}</text>`,
    node.detail
      ? `<text class="d" x="${round(x + 32)}" y="${middle + 11}">${xml(short(node.detail, 26))}</text>`
      : "",
    "</g>",
  ].join("");
}

function lineSvg({ curve, words }: LabelledBundle, ends: string): string {
  const [start, one, other, end] = curve.map(([x, y]) => `${round(x)} ${round(y)}`);
  return `<path class="e" marker-end="url(#a)" d="M${start}C${one} ${other} ${end}"><title>${xml(`${ends}: ${words}`)}</title></path>`;
}

function labelSvg({ box, words }: LabelledBundle): string {
  if (!box) return "";
  const { x, y, width, height } = box;
  return [
    `<rect class="bg" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${height}" rx="3"/>`,
    `<text class="l" x="${round(x + width / 2)}" y="${round(y + height - 4)}">${xml(words)}</text>`,
  ].join("");
}

function legendSvg(nodes: readonly RelationNode[], kindTitle: (kind: string) => string, y: number): string {
  return [...new Set(nodes.map((node) => node.kind))]
    .map((kind, index) => {
      const x = MARGIN + index * 120;
      return `<circle class="${classOf(kind)}" cx="${x + 5}" cy="${y}" r="5"/><text class="d" x="${x + 16}" y="${y + 4}">${xml(kindTitle(kind))}</text>`;
    })
    .join("");
}

export type GraphDrawing = {
  readonly nodes: readonly RelationNode[];
  readonly edges: readonly RelationEdge[];
  readonly title: string;
  readonly kindTitle: (kind: string) => string;
};

/** The whole graph as one SVG file that needs nothing else: any font, light and dark by the reader's own setting. */
export function graphSvg({ nodes, edges, title, kindTitle }: GraphDrawing): string {
  const placed = layOut(
    nodes.map((node) => node.id),
    edges,
  );
  const places = new Map(placed.map((place) => [place.id, place]));
  const left = Math.min(...placed.map(({ x }) => x)) - MARGIN;
  const top = Math.min(...placed.map(({ y }) => y)) - MARGIN - LEGEND_ROW;
  const kinds = new Set(nodes.map((node) => node.kind)).size;
  const width = Math.max(
    Math.max(...placed.map(({ x }) => x)) + NODE_WIDTH + MARGIN - left,
    MARGIN + kinds * 120,
  );
  const height = Math.max(...placed.map(({ y }) => y)) + NODE_HEIGHT + MARGIN - top;
  const drawn = placeLabels(bundlesOf(edges, placed), placed, { x: left, y: top, width, height });
  const titles = new Map(nodes.map((node) => [node.id, node.title]));
  const lines = drawn.map((line) =>
    lineSvg(line, `${titles.get(line.from.id) ?? ""} → ${titles.get(line.to.id) ?? ""}`),
  );
  const boxes = nodes.map((node) => {
    const place = places.get(node.id);
    return place ? nodeSvg(node, place) : "";
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${round(width)}" height="${round(height)}" viewBox="${round(left)} ${round(top)} ${round(width)} ${round(height)}" role="img">`,
    `<title>${xml(title)}</title><style>${styles()}</style>`,
    '<defs><marker id="a" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path class="m" d="M0 0L8 4L0 8z"/></marker></defs>',
    `<rect class="bg" x="${round(left)}" y="${round(top)}" width="100%" height="100%"/>`,
    `<g transform="translate(${round(left)} 0)">${legendSvg(nodes, kindTitle, round(top + LEGEND_ROW))}</g>`,
    ...lines,
    // Above every line, so that none goes through words.
    ...(edges.length <= NAMED_MAX ? drawn.map(labelSvg) : []),
    ...boxes,
    "</svg>",
  ].join("\n");
}

/** The graph as Mermaid, for READMEs and wikis. */
export function graphMermaid({ nodes, edges }: Pick<GraphDrawing, "nodes" | "edges">): string {
  const ids = new Map(nodes.map((node, index) => [node.id, `n${index}`]));
  const quoted = (text: string) => `"${text.replace(/[#"<>\n]/g, (letter) => `#${letter.charCodeAt(0)};`)}"`;
  return [
    "flowchart LR",
    ...nodes.map((node) => `  ${ids.get(node.id)}[${quoted(node.title)}]`),
    ...edges.flatMap((edge) => {
      const [from, to] = [ids.get(edge.source), ids.get(edge.target)];
      return from && to ? [`  ${from} -->|${quoted(edge.label)}| ${to}`] : [];
    }),
    "",
  ].join("\n");
}
