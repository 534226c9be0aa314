import {
  deriveDescription,
  deriveDocs,
  deriveLanguage,
  deriveLinks,
  deriveTags,
  deriveTitle,
} from "./derive-about";
import { deriveLifecycle } from "./derive-lifecycle";
import { deriveOwner, type People } from "./derive-owner";
import { deriveType } from "./derive-type";
import type { Facts } from "./facts";

/** What the snapshot tells of its repository, each value with its origin. */
export type DerivedValues = ReturnType<typeof deriveValues>;

export function deriveValues(facts: Facts, people: People) {
  return {
    type: deriveType(facts),
    lifecycle: deriveLifecycle(facts),
    owner: deriveOwner(facts, people),
    title: deriveTitle(facts),
    description: deriveDescription(facts),
    language: deriveLanguage(facts),
    tags: deriveTags(facts),
    links: deriveLinks(facts),
    docs: deriveDocs(facts),
  };
}

/** `group:default/payments` is written `payments` where Group is the default kind, as people write it. */
export function shortRef(ref: string): string {
  return ref.startsWith("group:default/") ? ref.slice("group:default/".length) : ref;
}
