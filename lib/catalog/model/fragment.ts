import type { Entity } from "./entity";

/** Which source says it; higher layers win field by field. `kept` is what a restored orphan stands on while no source names it. */
export const LAYERS = ["overlay", "declared", "imported", "derived", "kept"] as const;
export type Layer = (typeof LAYERS)[number];

/** What the portal's own source is called on pages and in origins. */
export const PORTAL_SOURCE = "the portal";

/** Where one value comes from. */
export type Origin = {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  /** In words a developer can check: "CODEOWNERS gives * to @acme/payments". */
  readonly rule: string;
  /** by name; stored with the fallback `*`, so that a merge needs no other table */
  readonly source?: string | undefined;
  /** who said it and when (ISO), where a person did; `rule` then holds the reason they gave */
  readonly by?: string | undefined;
  readonly at?: string | undefined;
  /** refs of the Locations that name the file; with the fallback `*` only */
  readonly via?: readonly string[] | undefined;
};

export type Origins = Readonly<Record<string, Origin>>;

/** Place and meaning of one winning value on the entity. */
export type Provenance = Origin & {
  readonly layer: Layer /** repository or organisation, e.g. acme/payments-api */;
  readonly source: string;
};

/** What one source says of one entity. */
export type Fragment = {
  readonly sourceKey: string;
  readonly ref: string;
  readonly layer: Layer;
  /** apiVersion, kind and name always; the rest as far as the source knows. */
  readonly body: Entity;
  /** field path → where it comes from; `*` for all fields not named */
  readonly origins: Origins;
  /** repository or organisation by name */
  readonly source: string;
};

/** A derived value and why. */
export type Derived<T> = { readonly value: T; readonly origin: Origin };
