import type { Template } from "../template";
import samples from "./samples.json";

const search = (name: string, blueprint: string, mapping: string) =>
  ({
    name,
    method: "POST",
    path: `/v1/blueprints/${blueprint}/entities/search`,
    body: JSON.stringify({ limit: 200, query: { combinator: "and", rules: [] } }),
    items: "entities",
    paging: { kind: "cursor", next: "next", into: { kind: "body", field: "from" } },
    mapping,
  }) as const;

export const port: Template = {
  id: "port",
  vendor: "Port",
  summary:
    "Entities of the blueprints service, system and resource with teams and relations; other blueprints are a read more.",
  docsUrl: "https://docs.port.io/api-reference/search-a-blueprints-entities",
  blanks: [],
  secrets: {
    client_id: { title: "Client id", hint: "Port: … menu, Credentials." },
    client_secret: { title: "Client secret", hint: "Shown beside the client id." },
  },
  notes: [
    "For an account in the United States the base address is https://api.us.port.io.",
    "Relations are read as Port's default blueprints name them: system, dependencies, resources. Change the mapping where yours differ.",
  ],
  definition: {
    schedule: "daily",
    input: {
      kind: "http",
      baseUrl: "https://api.port.io",
      auth: {
        kind: "exchange",
        path: "/v1/auth/access_token",
        body: `{"clientId": "{{secret.client_id}}", "clientSecret": "{{secret.client_secret}}"}`,
        token: "accessToken",
      },
      reads: [
        {
          name: "teams",
          path: "/v1/teams",
          items: "teams",
          mapping: `{
  "kind": "Group",
  "metadata": { "name": $name(name), "title": name, "description": description },
  "spec": { "type": "team", "profile": { "displayName": name } }
}`,
        },
        search(
          "systems",
          "system",
          `{
  "kind": "System",
  "metadata": { "name": $name(identifier), "title": title, "description": properties.description },
  "spec": { "owner": $name(team[0]) }
}`,
        ),
        search(
          "resources",
          "resource",
          `{
  "kind": "Resource",
  "metadata": { "name": $name(identifier), "title": title, "description": properties.description },
  "spec": { "owner": $name(team[0]), "type": properties.type ? properties.type : "resource", "system": $name(relations.system) }
}`,
        ),
        search(
          "services",
          "service",
          `{
  "kind": "Component",
  "metadata": {
    "name": $name(identifier),
    "title": title,
    "description": properties.description,
    "tags": [properties.language.$tag($)],
    "links": [properties.url.{ "url": $, "title": "Repository" }],
    "annotations": { "github.com/project-slug": $match(properties.url, /github\\.com\\/([^\\/]+\\/[^\\/]+)/)[0].groups[0] }
  },
  "spec": {
    "type": "service",
    "owner": $name(team[0]),
    "lifecycle": properties.lifecycle ? $lowercase(properties.lifecycle) : "production",
    "system": $name(relations.system),
    "dependsOn": [relations.dependencies.$ref("component", $), relations.resources.$ref("resource", $)]
  }
}`,
        ),
      ],
    },
  },
  samples,
};
