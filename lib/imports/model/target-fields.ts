/** What a cell becomes: one text, a reference, or several of either. */
export type FieldShape = "text" | "name" | "ref" | "refs" | "tags" | "list" | "links";

export type TargetField = {
  /** how a mapping names it */
  readonly to: string;
  readonly title: string;
  readonly path: readonly string[];
  readonly shape: FieldShape;
  /** column headings that mean it, letters and digits only */
  readonly known: readonly string[];
};

const field = (
  to: string,
  title: string,
  path: string,
  shape: FieldShape,
  known: readonly string[] = [],
): TargetField => ({ to, title, path: path.split("."), shape, known: [to.toLowerCase(), ...known] });

/** Fields a column may fill, in the order the wizard offers them. */
export const TARGET_FIELDS: readonly TargetField[] = [
  field("kind", "Kind", "kind", "text", ["entitykind", "resourcekind"]),
  field("name", "Name", "metadata.name", "name", [
    "service",
    "servicename",
    "component",
    "application",
    "app",
    "appname",
    "id",
    "identifier",
    "key",
    "slug",
    "ci",
    "ciname",
  ]),
  field("namespace", "Namespace", "metadata.namespace", "text", ["ns"]),
  field("title", "Title", "metadata.title", "text", ["displayname", "label", "friendlyname", "fullname"]),
  field("description", "Description", "metadata.description", "text", [
    "summary",
    "shortdescription",
    "desc",
    "about",
    "purpose",
  ]),
  field("owner", "Owner", "spec.owner", "ref", [
    "team",
    "owningteam",
    "ownerteam",
    "ownedby",
    "supportgroup",
    "squad",
    "responsible",
    "responsibleteam",
  ]),
  field("type", "Type", "spec.type", "text", ["servicetype", "componenttype", "category", "class"]),
  field("lifecycle", "Lifecycle", "spec.lifecycle", "text", [
    "status",
    "stage",
    "state",
    "phase",
    "lifecyclestage",
    "operationalstatus",
  ]),
  field("system", "System", "spec.system", "ref", ["product", "platform", "productarea", "businessservice"]),
  field("domain", "Domain", "spec.domain", "ref", ["businessdomain", "area"]),
  field("tags", "Tags", "metadata.tags", "tags", ["tag", "keywords", "topics"]),
  field("links", "Links", "metadata.links", "links", [
    "link",
    "url",
    "urls",
    "documentation",
    "docs",
    "runbook",
    "dashboard",
    "wiki",
  ]),
  field("dependsOn", "Depends on", "spec.dependsOn", "refs", [
    "dependencies",
    "dependson",
    "uses",
    "requires",
    "upstream",
  ]),
  field("dependencyOf", "Dependency of", "spec.dependencyOf", "refs", ["usedby", "dependents", "downstream"]),
  field("providesApis", "Provides APIs", "spec.providesApis", "refs", ["provides", "apis", "exposes"]),
  field("consumesApis", "Consumes APIs", "spec.consumesApis", "refs", ["consumes"]),
  field("subcomponentOf", "Part of component", "spec.subcomponentOf", "ref", ["parentcomponent"]),
  field("definition", "API definition", "spec.definition", "text", ["openapi", "schema", "spec"]),
  // Chosen by hand only: a column "Display name" is the title, which every kind has.
  { ...field("displayName", "Display name (Group, User)", "spec.profile.displayName", "text"), known: [] },
  field("email", "E-mail (Group, User)", "spec.profile.email", "text", ["mail", "emailaddress"]),
  field("memberOf", "Member of (User)", "spec.memberOf", "refs", ["teams", "groups"]),
  field("members", "Members (Group)", "spec.members", "refs", ["people", "users"]),
  field("parent", "Parent group", "spec.parent", "ref", ["parentteam", "department"]),
  field("children", "Child groups", "spec.children", "refs", ["subteams", "childteams"]),
  field("apiVersion", "API version (own kinds)", "apiVersion", "text", []),
];

const BY_NAME = new Map(TARGET_FIELDS.map((one) => [one.to, one]));

/** Finds a target: a known field, or labels.<key>, annotations.<key>, metadata.<field>, spec.<field> as plain text. */
export function findTarget(to: string): TargetField | undefined {
  const known = BY_NAME.get(to);
  if (known) return known;
  const [head = "", rest = ""] = [to.slice(0, to.indexOf(".")), to.slice(to.indexOf(".") + 1)];
  if (rest === "" || !to.includes(".")) return undefined;
  if (head === "labels" || head === "annotations")
    return { to, title: rest, path: ["metadata", head, rest], shape: "text", known: [] };
  if (head === "metadata" || head === "spec")
    return { to, title: rest, path: [head, rest], shape: "text", known: [] };
  return undefined;
}
