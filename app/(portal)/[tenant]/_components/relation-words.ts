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

/** The words of a relation; a tenant's own type is read by its humps: runsOn, "Runs on". */
export function relationWords(type: string): string {
  if (Object.hasOwn(RELATION_WORDS, type)) return RELATION_WORDS[type] ?? type;
  const words = type.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}
