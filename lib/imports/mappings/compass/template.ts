import type { Template } from "../template";
import samples from "./samples.json";

const QUERY = `query components($cloudId: String!, $query: CompassSearchComponentQuery) {
  compass { searchComponents(cloudId: $cloudId, query: $query) {
    __typename
    ... on QueryError { message }
    ... on CompassSearchComponentConnection {
      nodes { component {
        id name slug typeId description ownerId url
        labels { name } links { name type url }
        fields { definition { name } ... on CompassEnumField { value } }
        relationships { ... on CompassRelationshipConnection { nodes { relationshipType endNode { id name typeId } } } }
      } }
      pageInfo { hasNextPage endCursor }
    }
  } }
}`;

export const compass: Template = {
  id: "compass",
  vendor: "Atlassian Compass",
  summary:
    "Components of every type with owner, labels, links and relationships; capabilities become systems, Atlassian teams groups.",
  docsUrl: "https://developer.atlassian.com/cloud/compass/graphql/",
  blanks: [
    { text: "your-site", title: "Site", hint: "acme of https://acme.atlassian.net" },
    { text: "YOUR-ORG-ID", title: "Organisation id", hint: "In the address of admin.atlassian.com/o/…" },
    {
      text: "YOUR-CLOUD-ID",
      title: "Cloud id",
      hint: "https://acme.atlassian.net/_edge/tenant_info shows acme's",
    },
    { text: "you@example.com", title: "E-mail", hint: "Of the person whose API token it is" },
  ],
  secrets: {
    api_token: {
      title: "API token",
      hint: "Made at id.atlassian.com by the person whose e-mail stands above.",
    },
  },
  notes: [
    "A component's name in the catalog is made of its Compass name; two of one name and type are one entity.",
  ],
  definition: {
    schedule: "daily",
    input: {
      kind: "http",
      baseUrl: "https://your-site.atlassian.net",
      auth: { kind: "basic", user: "you@example.com", secret: "api_token" },
      reads: [
        {
          name: "teams",
          path: "/gateway/api/public/teams/v1/org/YOUR-ORG-ID/teams",
          query: { siteId: "YOUR-CLOUD-ID", size: "100" },
          items: "entities",
          paging: { kind: "cursor", next: "cursor", into: { kind: "query", parameter: "cursor" } },
          mapping: `state = "ACTIVE" ? {
  "kind": "Group",
  "metadata": { "name": $name(displayName), "title": displayName, "description": description,
    "annotations": { "compass.atlassian.com/team-id": teamId } },
  "spec": { "type": "team", "profile": { "displayName": displayName } }
}`,
        },
        {
          name: "owners",
          path: "/gateway/api/public/teams/v1/org/YOUR-ORG-ID/teams",
          query: { siteId: "YOUR-CLOUD-ID", size: "100" },
          items: "entities",
          paging: { kind: "cursor", next: "cursor", into: { kind: "query", parameter: "cursor" } },
          key: `"ari:cloud:identity::team/" & teamId`,
        },
        {
          name: "components",
          method: "POST",
          path: "/gateway/api/graphql",
          body: JSON.stringify(
            { query: QUERY, variables: { cloudId: "YOUR-CLOUD-ID", query: { first: 100 } } },
            null,
            2,
          ),
          items: `errors or data.compass.searchComponents.message
  ? $error("Compass answers: " & (errors[0].message ? errors[0].message : data.compass.searchComponents.message))
  : data.compass.searchComponents.nodes.component`,
          paging: {
            kind: "cursor",
            next: "data.compass.searchComponents.pageInfo[hasNextPage].endCursor",
            into: { kind: "body", field: "variables.query.after" },
          },
          mapping: `(
  $kindOf := function($type) { $type = "CAPABILITY" ? "System" : $type in ["CLOUD_RESOURCE", "DATA_PIPELINE"] ? "Resource" : "Component" };
  $kind := $kindOf(typeId);
  $life := fields[definition.name = "Lifecycle"].value[0];
  $system := relationships.nodes[relationshipType = "CHILD_OF" and endNode.typeId = "CAPABILITY"][0].endNode.name;
  $repository := links[type = "REPOSITORY"][0].url;
  {
    "kind": $kind,
    "metadata": {
      "name": $name(name),
      "title": name,
      "description": description,
      "tags": [labels.name.$tag($)],
      "links": [links[type != "REPOSITORY"].{ "url": url, "title": name }, { "url": url, "title": "Compass" }],
      "annotations": {
        "compass.atlassian.com/id": id,
        "github.com/project-slug": $match($repository, /github\\.com\\/([^\\/]+\\/[^\\/]+)/)[0].groups[0]
      }
    },
    "spec": {
      "type": $replace($lowercase(typeId), "_", "-"),
      "owner": $name($find($owners, ownerId)[0].displayName),
      "lifecycle": $kind = "Component" ? ($life = "Active" ? "production" : $life = "Deprecated" ? "deprecated" : $life ? "experimental" : "production"),
      "system": $kind != "System" ? $name($system),
      "dependsOn": $kind != "System" ? [relationships.nodes[relationshipType = "DEPENDS_ON" and endNode.typeId != "CAPABILITY"].endNode.$ref($kindOf(typeId), name)]
    }
  }
)`,
        },
      ],
    },
  },
  samples: { ...samples, owners: samples.teams },
};
