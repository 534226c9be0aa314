import type { Template } from "../template";
import samples from "./samples.json";

const list = (name: string, field: string, nodes: string, mapping: string) =>
  ({
    name,
    method: "POST",
    path: "/graphql",
    body: JSON.stringify(
      {
        query: `query ${name}($after: String, $first: Int) { account { ${field}(after: $after, first: $first) { nodes { ${nodes} } pageInfo { hasNextPage endCursor } } } }`,
        variables: { first: 100 },
      },
      null,
      2,
    ),
    items: `errors ? $error("OpsLevel answers: " & errors[0].message) : data.account.${field}.nodes`,
    paging: {
      kind: "cursor",
      next: `data.account.${field}.pageInfo[hasNextPage].endCursor`,
      into: { kind: "body", field: "variables.after" },
    },
    mapping,
  }) as const;

export const opslevel: Template = {
  id: "opslevel",
  vendor: "OpsLevel",
  summary:
    "Services with owner, system, lifecycle, tags and dependencies; systems, infrastructure and teams beside them.",
  docsUrl: "https://docs.opslevel.com/docs/graphql",
  blanks: [],
  secrets: {
    api_token: {
      title: "API token",
      hint: "Made in OpsLevel under Integrations, API tokens; read-only is enough.",
    },
  },
  notes: ["An entity's name is its first alias in OpsLevel."],
  definition: {
    schedule: "daily",
    input: {
      kind: "http",
      baseUrl: "https://api.opslevel.com",
      auth: { kind: "bearer", secret: "api_token" },
      headers: [{ name: "GraphQL-Visibility", value: "public" }],
      reads: [
        list(
          "teams",
          "teams",
          "id alias name responsibilities parentTeam { alias }",
          `{
  "kind": "Group",
  "metadata": { "name": $name(alias), "title": name, "description": responsibilities },
  "spec": { "type": "team", "profile": { "displayName": name }, "parent": $name(parentTeam.alias) }
}`,
        ),
        list(
          "systems",
          "systems",
          "id name aliases description owner { ... on Team { alias } }",
          `{
  "kind": "System",
  "metadata": { "name": $name(aliases[0]), "title": name, "description": description, "annotations": { "opslevel.com/id": id } },
  "spec": { "owner": $name(owner.alias) }
}`,
        ),
        list(
          "infrastructure",
          "infrastructureResources",
          "id name aliases type providerResourceType owner { ... on Team { alias } }",
          `{
  "kind": "Resource",
  "metadata": { "name": $name(aliases[0]), "title": name, "annotations": { "opslevel.com/id": id } },
  "spec": { "type": $lowercase(type), "owner": $name(owner.alias) }
}`,
        ),
        list(
          "services",
          "services",
          "id name aliases description htmlUrl language framework lifecycle { alias name } tier { alias name } type { alias } owner { alias } parent { aliases } tags { nodes { key value } } repos { edges { node { defaultAlias } } } dependencies { edges { node { id aliases } } }",
          `(
  $life := { "generally_available": "production", "end-of-life": "deprecated", "deprecated": "deprecated" };
  {
    "kind": "Component",
    "metadata": {
      "name": $name(aliases[0]),
      "title": name,
      "description": description,
      "tags": [language.$tag($), tags.nodes.$tag(key & ":" & value)],
      "labels": { "tier": tier.alias },
      "links": [{ "url": htmlUrl, "title": "OpsLevel" }],
      "annotations": { "opslevel.com/id": id, "github.com/project-slug": $match(repos.edges[0].node.defaultAlias, /^github\\.com:(.+)$/)[0].groups[0] }
    },
    "spec": {
      "type": type.alias ? type.alias : "service",
      "owner": $name(owner.alias),
      "lifecycle": lifecycle.alias ? ($lookup($life, lifecycle.alias) ? $lookup($life, lifecycle.alias) : "experimental") : "production",
      "system": $name(parent.aliases[0]),
      "dependsOn": [dependencies.edges.node.$ref("component", aliases[0])]
    }
  }
)`,
        ),
      ],
    },
  },
  samples,
};
