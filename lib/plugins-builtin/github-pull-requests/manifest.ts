import { defineManifest } from "@/lib/plugin-sdk";

const PULLS = `(
  $merged := answers.closed[merged_at];
  $hours := $sort($merged.(($toMillis(merged_at) - $toMillis(created_at)) / 3600000));
  {
    "open": [answers.open.{ "number": number, "title": title, "by": user.login, "draft": draft = true, "openedAt": created_at, "url": html_url }],
    "openCount": $count(answers.open),
    "merged": [$merged.{ "number": number, "title": title, "by": user.login, "mergedAt": merged_at, "url": html_url }],
    "mergedCount": $count($merged),
    "medianHours": $count($hours) > 0 ? $round($hours[$floor($count($hours) / 2)], 1) : null,
    "url": ($any := answers.open[0] ? answers.open[0] : answers.closed[0]; $any ? $substringBefore($any.html_url, "/pull/") & "/pulls" : null)
  }
)`;

export const manifest = defineManifest({
  id: "github-pull-requests",
  version: "1.0.0",
  releasedOn: "2026-11-23",
  title: "GitHub Pull Requests",
  mark: { icon: "pull-request", colour: "group" },
  vendor: "GitHub",
  publisher: { name: "Portico", url: "https://portico.example" },
  licence: "Apache-2.0",
  categories: ["code"],
  plan: { tier: "core" },
  description: "Open and lately merged pull requests of each component, and how long they take to merge.",
  highlights: [
    "What waits for review, oldest first",
    "Median time from opening to merge",
    "Nothing to set up: it uses your GitHub connection",
  ],
  support: { provider: "Portico", level: "portico" },
  verifiedBy: "Portico",
  changelog: [{ version: "1.0.0", date: "2026-11-23", note: "First release." }],
  annotation: {
    key: "github.com/project-slug",
    pattern: "^(?<owner>[A-Za-z0-9-]{1,39})/(?<name>[A-Za-z0-9._-]{1,100})$",
    example: "acme/payments-api",
    autofill: { template: "{owner}/{name}", says: "the repository the component was found in" },
  },
  config: { type: "object", additionalProperties: false, properties: {} },
  secrets: [],
  hosts: ["github"],
  githubPermissions: { pull_requests: "read" },
  reads: ["ref", "annotations", "repository"],
  queries: {
    pulls: {
      title: "Open and merged pull requests",
      auth: { kind: "github-installation" },
      requests: {
        open: {
          base: "github",
          path: "/repos/{{annotation.owner}}/{{annotation.name}}/pulls",
          query: { state: "open", sort: "created", direction: "asc", per_page: "50" },
        },
        closed: {
          base: "github",
          path: "/repos/{{annotation.owner}}/{{annotation.name}}/pulls",
          query: { state: "closed", sort: "updated", direction: "desc", per_page: "30" },
        },
      },
      mapping: PULLS,
      cacheSeconds: 30,
      problems: {
        "403":
          "GitHub does not let the Portico App read pull requests of {{annotation}}. An organisation owner must accept the permission Pull requests: read.",
        "404": "GitHub has no repository {{annotation}} that the Portico App can see.",
      },
    },
  },
  views: [
    {
      id: "pulls",
      place: "entity-card",
      title: "Pull requests",
      query: "pulls",
      kinds: ["component"],
      more: "url",
      tree: {
        kind: "stack",
        children: [
          {
            kind: "stats",
            items: {
              $: `[
                { "label": "Open", "value": openCount },
                { "label": "Merged lately", "value": mergedCount },
                { "label": "Median time to merge", "value": medianHours = null ? "–" : medianHours >= 48 ? $round(medianHours / 24, 1) : medianHours, "unit": medianHours = null ? "" : medianHours >= 48 ? "days" : "h" }
              ]`,
            },
          },
          {
            kind: "status-list",
            title: "Waiting, oldest first",
            items: {
              $: `[$filter(open, function($pull, $index) { $index < 6 }).{
                "title": $substring("#" & $string(number) & " " & title, 0, 200),
                "tone": draft ? "neutral" : "info",
                "state": draft ? "draft" : "open",
                "detail": "by " & by,
                "href": url,
                "at": openedAt
              }]`,
            },
            empty: "No pull request is open.",
          },
        ],
      },
    },
  ],
});
