import type { KindSet } from "../../model/kinds";
import { textOfBody } from "../../model/served";
import { draftEntity, type EntityDraft, provenanceText } from "../merge/draft-entity";
import type { Drafts } from "../merge/plan-merge";
import type { SourceFragment } from "./given-entity";

/** Fragments with their texts, and the entities they make where nothing else speaks of them. */
export type DraftedFragments = { readonly fragments: readonly SourceFragment[]; readonly drafts: Drafts };

/**
 * Does ahead what a merge of these fragments will most likely need, so that it holds the catalog's lock for the database's
 * part only. Worth it for fragments that are new or changed; where another source speaks of an entity too, it is done again.
 */
export function draftGiven(fragments: readonly SourceFragment[], kinds: KindSet): DraftedFragments {
  const drafts = new Map<string, EntityDraft>();
  let provenance: { readonly of: SourceFragment["origins"]; readonly text: string } | undefined;
  const drafted = fragments.map((fragment): SourceFragment => {
    const { ref, body, origins, layer, source } = fragment;
    if (provenance?.of !== origins) {
      const own = Object.entries(origins).map(([path, origin]) => [path, { ...origin, layer, source }]);
      provenance = { of: origins, text: provenanceText(Object.fromEntries(own)) };
    }
    const draft = draftEntity(ref, body, provenance.text, kinds);
    drafts.set(ref, draft);
    return { ...fragment, text: textOfBody(body, draft.parts) };
  });
  return { fragments: drafted, drafts: { kinds, of: drafts } };
}
