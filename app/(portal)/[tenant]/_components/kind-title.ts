const TITLES: Readonly<Record<string, string>> = {
  component: "Component",
  api: "API",
  resource: "Resource",
  system: "System",
  domain: "Domain",
  group: "Group",
  user: "User",
  template: "Template",
  location: "Location",
};
const PLURALS: Readonly<Record<string, string>> = {
  component: "Components",
  api: "APIs",
  resource: "Resources",
  system: "Systems",
  domain: "Domains",
  group: "Groups",
  user: "Users",
  template: "Templates",
  location: "Locations",
};

/** A kind as people write it; kinds of the tenant's own stay as they are. */
export function kindTitle(kind: string): string {
  return TITLES[kind.toLowerCase()] ?? kind;
}

export function kindPlural(kind: string): string {
  return PLURALS[kind.toLowerCase()] ?? `${kind} entities`;
}
