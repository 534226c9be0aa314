/** How a relation reads from the entity that has it. */
export const RELATION_WORDS: Readonly<Record<string, string>> = {
  ownedBy: "Owned by",
  ownerOf: "Owns",
  partOf: "Part of",
  hasPart: "Parts",
  providesApi: "Provides APIs",
  apiProvidedBy: "Provided by",
  consumesApi: "Consumes APIs",
  apiConsumedBy: "Consumed by",
  dependsOn: "Depends on",
  dependencyOf: "Dependents",
  memberOf: "Member of",
  hasMember: "Members",
  childOf: "Parent",
  parentOf: "Children",
};

export function relationWords(type: string): string {
  return RELATION_WORDS[type] ?? type;
}
