import type { Json } from "@/lib/platform/types";
import type { Entity } from "./entity";
import { listFields } from "./fields";
import { LAYERS, type Layer, type Origins, type Provenance } from "./fragment";
import { foldProvenance } from "./served";

/** A stored fragment, as far as the merge needs it. */
export type MergeInput = {
  readonly sourceId: string;
  readonly sourceKey: string;
  readonly repositoryId: string | undefined;
  readonly layer: Layer;
  readonly body: Entity;
  readonly origins: Origins;
  readonly source: string;
  /** earlier fragments win against later ones of the same layer */
  readonly order: number;
};

export type Merged = {
  readonly body: Entity;
  /** field path → origin; `*` for every path not named */
  readonly provenance: Readonly<Record<string, Provenance>>;
  /** the fragment the entity stands on */
  readonly top: MergeInput;
  /** fragments of another place that claim the same name; they contribute nothing */
  readonly refused: readonly MergeInput[];
};

function compare(a: MergeInput, b: MergeInput): number {
  return (
    LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer) ||
    a.order - b.order ||
    (a.sourceKey < b.sourceKey ? -1 : 1)
  );
}

// One name, one owner: a second declaration, or what was derived of another repository, is not blended in.
function isRefused(fragment: MergeInput, top: MergeInput, base: MergeInput): boolean {
  if (fragment === top || fragment === base || fragment.layer === "overlay") return false;
  if (fragment.layer === base.layer) return true;
  return fragment.layer === "derived" && fragment.repositoryId !== base.repositoryId;
}

/**
 * Merges what several sources say of one entity: per field the highest layer wins, and its place is kept.
 *
 * @param fragments - at least one, all with the same ref
 */
export function mergeFragments(fragments: readonly [MergeInput, ...MergeInput[]]): Merged {
  if (fragments.length === 1) return standAlone(fragments[0]);
  const [first, ...rest] = [...fragments].sort(compare);
  const top = first ?? fragments[0];
  const base = [top, ...rest].find((fragment) => fragment.layer !== "overlay") ?? top;
  const refused = rest.filter((fragment) => isRefused(fragment, top, base));
  const values = new Map<string, { readonly path: readonly (string | number)[]; readonly value: Json }>();
  const provenance = new Map<string, Provenance>();
  const fallback = originOf(top, "*");
  for (const fragment of [top, ...rest]) {
    if (refused.includes(fragment)) continue;
    for (const { name, path, value } of listFields(fragment.body)) {
      if (values.has(name)) continue;
      values.set(name, { path, value });
      provenance.set(name, originOf(fragment, name));
    }
  }
  return {
    body: assemble([...values.values()]),
    provenance: foldProvenance(provenance, fallback),
    top,
    refused,
  };
}

function originOf(fragment: MergeInput, path: string): Provenance {
  const origin = fragment.origins[path] ?? fragment.origins["*"] ?? { rule: "as given" };
  return { ...origin, layer: fragment.layer, source: fragment.source };
}

// Nearly every entity of a push or an import: there is nothing to weigh.
function standAlone(fragment: MergeInput): Merged {
  const fallback = originOf(fragment, "*");
  const paths = Object.keys(fragment.origins).filter((path) => path !== "*");
  const provenance = foldProvenance(new Map(paths.map((path) => [path, originOf(fragment, path)])), fallback);
  return { body: fragment.body, provenance, top: fragment, refused: [] };
}

type Tree = Map<string, Tree | Json>;

function assemble(
  values: readonly { readonly path: readonly (string | number)[]; readonly value: Json }[],
): Entity {
  const root: Tree = new Map();
  for (const { path, value } of values) {
    let node = root;
    for (const part of path.slice(0, -1)) {
      const below = node.get(String(part));
      const next: Tree = below instanceof Map ? below : new Map();
      if (next !== below) node.set(String(part), next);
      node = next;
    }
    node.set(String(path.at(-1)), value);
  }
  // Made of the fields of entities, so it is one: apiVersion, kind and metadata.name come from the top fragment.
  return toJson(root) as unknown as Entity;
}

function toJson(tree: Tree): Json {
  return Object.fromEntries(
    [...tree].map(([key, value]) => [key, value instanceof Map ? toJson(value) : value]),
  );
}
