/** Name and look of a kind that a tenant declared. */
export type OwnKind = {
  /** as it is written: Vault */
  readonly title: string;
  readonly plural?: string | undefined;
  readonly icon?: string | undefined;
  readonly colour?: string | undefined;
};

/** A tenant's own kinds by their names in lower case. */
export type OwnKinds = Readonly<Record<string, OwnKind>>;

/** What a kind is called. Takes its name in any case, as refs and addresses have it. */
export type KindWords = {
  readonly title: (kind: string) => string;
  readonly plural: (kind: string) => string;
};

const BUILT_IN: ReadonlyMap<string, readonly [title: string, plural: string]> = new Map([
  ["component", ["Component", "Components"]],
  ["api", ["API", "APIs"]],
  ["resource", ["Resource", "Resources"]],
  ["system", ["System", "Systems"]],
  ["domain", ["Domain", "Domains"]],
  ["group", ["Group", "Groups"]],
  ["user", ["User", "Users"]],
  ["template", ["Template", "Templates"]],
  ["location", ["Location", "Locations"]],
]);

/** The tenant's own kind of this name. */
export function ownKind(kinds: OwnKinds, kind: string): OwnKind | undefined {
  const key = kind.toLowerCase();
  return Object.hasOwn(kinds, key) ? kinds[key] : undefined;
}

/** Names of Backstage's kinds and of the tenant's own; a kind nobody declared any more keeps its name. */
export function kindWords(own: OwnKinds): KindWords {
  const title = (kind: string) =>
    BUILT_IN.get(kind.toLowerCase())?.[0] ??
    ownKind(own, kind)?.title ??
    kind.charAt(0).toUpperCase() + kind.slice(1);
  const plural = (kind: string) =>
    BUILT_IN.get(kind.toLowerCase())?.[1] ?? ownKind(own, kind)?.plural ?? `${title(kind)} entities`;
  return { title, plural };
}
