import type { Template } from "../template";
import samples from "./samples.json";

export const cortex: Template = {
  id: "cortex",
  vendor: "Cortex",
  summary:
    "Entity descriptors: services become components, domains systems, every other type resources, teams groups.",
  docsUrl: "https://docs.cortex.io/api/rest/catalog-entities/list-entity-descriptors",
  blanks: [],
  secrets: {
    api_key: {
      title: "API key",
      hint: "Made in Cortex under Settings, API keys; reading entities is enough.",
    },
  },
  notes: [
    "Descriptors do not hold what was set over Cortex's API: dependencies and custom data made there are not read.",
    "The first owner of type group counts.",
  ],
  definition: {
    schedule: "daily",
    input: {
      kind: "http",
      baseUrl: "https://api.getcortexapp.com",
      auth: { kind: "bearer", secret: "api_key" },
      reads: [
        {
          name: "teams",
          path: "/api/v1/teams",
          query: { includeTeamsWithoutMembers: "true" },
          items: "teams",
          mapping: `isArchived ? null : {
  "kind": "Group",
  "metadata": { "name": $name(teamTag), "title": metadata.name, "description": metadata.description },
  "spec": { "type": "team", "profile": { "displayName": metadata.name } }
}`,
        },
        {
          name: "kinds",
          path: "/api/v1/catalog/descriptors",
          query: { yaml: "false" },
          items: "descriptors.info",
          paging: { kind: "page", parameter: "page", first: 0, sizeParameter: "pageSize", size: 250 },
          key: "`x-cortex-tag`",
        },
        {
          name: "descriptors",
          path: "/api/v1/catalog/descriptors",
          query: { yaml: "false" },
          items: "descriptors.info",
          paging: { kind: "page", parameter: "page", first: 0, sizeParameter: "pageSize", size: 250 },
          mapping: `(
  $kindOf := function($type) { $type = "domain" ? "System" : $type = "service" or $not($exists($type)) ? "Component" : "Resource" };
  $kind := $kindOf(\`x-cortex-type\`);
  $repository := \`x-cortex-git\`.github.repository;
  \`x-cortex-type\` = "team" ? null : {
    "kind": $kind,
    "metadata": {
      "name": $name(\`x-cortex-tag\`),
      "title": title,
      "description": description,
      "tags": [\`x-cortex-groups\`.$tag($)],
      "links": [\`x-cortex-link\`.{ "url": url, "title": name }],
      "annotations": { "github.com/project-slug": $repository }
    },
    "spec": {
      "type": $kind = "Component" ? "service" : \`x-cortex-type\`,
      "owner": $name(\`x-cortex-owners\`[type = "group"][0].name),
      "lifecycle": $kind = "Component" ? (\`x-cortex-lifecycle\` ? \`x-cortex-lifecycle\` : "production"),
      "system": $kind != "System" ? $name($append(\`x-cortex-domain-parents\`, \`x-cortex-parents\`)[$kindOf($find($kinds, tag)[0].\`x-cortex-type\`) = "System"][0].tag),
      "dependsOn": $kind != "System" ? [\`x-cortex-dependency\`[$find($kinds, tag)].$ref($kindOf($find($kinds, tag)[0].\`x-cortex-type\`), tag)]
    }
  }
)`,
        },
      ],
    },
  },
  samples: { ...samples, kinds: samples.descriptors },
};
