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

/** A fragment by its place, as a decision names it. */
export type FragmentPlace = Pick<MergeInput, "sourceId" | "sourceKey">;

function isAt(fragment: MergeInput, place: FragmentPlace | undefined): boolean {
  return fragment.sourceId === place?.sourceId && fragment.sourceKey === place.sourceKey;
}

function compare(a: MergeInput, b: MergeInput, preferred: FragmentPlace | undefined): number {
  return (
    LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer) ||
    Number(isAt(b, preferred)) - Number(isAt(a, preferred)) ||
    a.order - b.order ||
    repositoryOf(a) - repositoryOf(b) ||
    (a.sourceKey < b.sourceKey ? -1 : 1)
  );
}

/** GitHub's ids rise, so of two claims that came at once the elder repository's counts; what no repository says comes after. */
function repositoryOf({ sourceKey }: MergeInput): number {
  return Number(/^(\d+):/.exec(sourceKey)?.[1] ?? Number.POSITIVE_INFINITY);
}

// One name, one owner: a second declaration or import, or what was derived of another repository, is not blended in.
function isRefused(fragment: MergeInput, base: MergeInput, sorted: readonly MergeInput[]): boolean {
  if (fragment === base || fragment.layer === "overlay") return false;
  if (fragment.layer === "kept" || fragment.layer === base.layer) return true;
  if (fragment.layer === "derived") return fragment.repositoryId !== base.repositoryId;
  return sorted.find((other) => other.layer === fragment.layer) !== fragment;
}

// An overlay edits fields; what the entity is called is the business of the source it lies on.
const IDENTITY = new Set(["apiVersion", "kind", "metadata.name", "metadata.namespace"]);

/** True when something beside overlays speaks of the entity: an overlay alone makes none. */
export function isLive(fragments: readonly MergeInput[] | undefined): boolean {
  return fragments?.some((fragment) => fragment.layer !== "overlay") ?? false;
}

/**
 * Merges what several sources say of one entity: per field the highest layer wins, and its place is kept. `null` in an overlay
 * takes the field away.
 *
 * @param fragments - at least one that is no overlay, all with the same ref
 * @param preferred - the claim an admin chose; counts before others of its layer
 */
export function mergeFragments(
  fragments: readonly [MergeInput, ...MergeInput[]],
  preferred?: FragmentPlace,
): Merged {
  if (fragments.length === 1) return standAlone(fragments[0]);
  const sorted = [...fragments].sort((a, b) => compare(a, b, preferred));
  const base = sorted.find((fragment) => fragment.layer !== "overlay") ?? fragments[0];
  const refused = sorted.filter((fragment) => isRefused(fragment, base, sorted));
  const values = new Map<string, { readonly path: readonly (string | number)[]; readonly value: Json }>();
  const removed = new Set<string>();
  const provenance = new Map<string, Provenance>();
  const fallback = originOf(base, "*");
  for (const fragment of sorted) {
    if (refused.includes(fragment)) continue;
    const isOverlay = fragment.layer === "overlay";
    for (const { name, path, value } of listFields(fragment.body)) {
      if (values.has(name) || (isOverlay && IDENTITY.has(name))) continue;
      values.set(name, { path, value });
      if (isOverlay && value === null) removed.add(name);
      provenance.set(name, originOf(fragment, name));
    }
  }
  for (const name of removed) values.delete(name);
  return {
    body: assemble([...values.values()]),
    provenance: foldProvenance(provenance, fallback),
    top: base,
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
  // Made of the fields of entities, so it is one: apiVersion, kind and metadata.name come from the fragment it stands on.
  return toJson(root) as unknown as Entity;
}

function toJson(tree: Tree): Json {
  return Object.fromEntries(
    [...tree].map(([key, value]) => [key, value instanceof Map ? toJson(value) : value]),
  );
}
