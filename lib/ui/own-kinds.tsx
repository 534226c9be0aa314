"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { type KindWords, kindWords, type OwnKind, type OwnKinds, ownKind } from "./kind-words";

const Kinds = createContext<OwnKinds>({});

/** Makes a tenant's own kinds known to everything below: icons, colours and names. */
export function OwnKindsProvider({
  kinds,
  children,
}: {
  readonly kinds: OwnKinds;
  readonly children: ReactNode;
}) {
  return <Kinds value={kinds}>{children}</Kinds>;
}

export function useOwnKind(kind: string): OwnKind | undefined {
  return ownKind(useContext(Kinds), kind);
}

export function useKindWords(): KindWords {
  const kinds = useContext(Kinds);
  return useMemo(() => kindWords(kinds), [kinds]);
}

/** What a kind is called, as a text in a page. */
export function KindName({ kind, plural = false }: { readonly kind: string; readonly plural?: boolean }) {
  const words = useKindWords();
  return plural ? words.plural(kind) : words.title(kind);
}
