import { defineManifest } from "@/lib/plugin-sdk";

const RUNS = `(
  $runs := [answers.runs.workflow_runs.{
    "id": id,
    "workflow": name,
    "branch": head_branch,
    "event": event,
    "state": status = "completed" ? conclusion : status,
    "startedAt": run_started_at ? run_started_at : created_at,
    "seconds": status = "completed" ? $round(($toMillis(updated_at) - $toMillis(run_started_at ? run_started_at : created_at)) / 1000) : null,
    "by": actor.login,
    "commit": $substringBefore(head_commit.message, "\\n"),
    "url": html_url
  }];
  $ended := $runs[state in ["success", "failure", "timed_out", "startup_failure"]];
  $passed := $ended[state = "success"];
  $sorted := $sort($ended.seconds);
  {
    "total": answers.runs.total_count,
    "ended": $count($ended),
    "passedPercent": $count($ended) > 0 ? $round(100 * $count($passed) / $count($ended)) : null,
    "medianSeconds": $count($sorted) > 0 ? $sorted[$floor($count($sorted) / 2)] : null,
    "runs": $runs,
    "url": answers.runs.workflow_runs[0] ? $substringBefore(answers.runs.workflow_runs[0].html_url, "/runs/") : null
  }
)`;

const TONE = `state = "success" ? "ok" : state in ["failure", "timed_out", "startup_failure"] ? "bad" : state in ["cancelled", "action_required", "stale"] ? "warn" : state in ["in_progress", "queued", "waiting", "pending", "requested"] ? "info" : "neutral"`;
const MINUTES = (value: string) =>
  `(${value} >= 60 ? $string($floor(${value} / 60)) & " min " & $string(${value} % 60) & " s" : $string(${value}) & " s")`;

export const manifest = defineManifest({
  id: "github-actions",
  version: "1.0.0",
  releasedOn: "2026-11-23",
  title: "GitHub Actions",
  mark: { icon: "workflow", colour: "component" },
  vendor: "GitHub",
  publisher: { name: "Portico", url: "https://portico.example" },
  licence: "Apache-2.0",
  categories: ["ci"],
  plan: { tier: "core" },
  description: "The latest workflow runs of each component, with how often they pass and how long they take.",
  highlights: [
    "State, branch and duration of the last 20 runs",
    "Pass rate and median duration",
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
  githubPermissions: { actions: "read" },
  reads: ["ref", "annotations", "repository"],
  queries: {
    runs: {
      title: "Latest workflow runs",
      auth: { kind: "github-installation" },
      requests: {
        runs: {
          base: "github",
          path: "/repos/{{annotation.owner}}/{{annotation.name}}/actions/runs",
          query: { per_page: "20" },
        },
      },
      mapping: RUNS,
      cacheSeconds: 30,
      problems: {
        "403":
          "GitHub does not let the Portico App read workflow runs of {{annotation}}. An organisation owner must accept the permission Actions: read.",
        "404": "GitHub has no repository {{annotation}} that the Portico App can see.",
      },
    },
  },
  views: [
    {
      id: "runs",
      place: "entity-card",
      title: "GitHub Actions",
      query: "runs",
      kinds: ["component"],
      more: "url",
      tree: {
        kind: "stack",
        children: [
          {
            $: `total = 0 ? null : { "kind": "stats", "items": [
                { "label": "Passed", "value": passedPercent = null ? "–" : passedPercent, "unit": passedPercent = null ? "" : "%", "detail": "of the last " & $string(ended) & " runs" },
                { "label": "Median duration", "value": medianSeconds = null ? "–" : ${MINUTES("medianSeconds")} },
                { "label": "Runs", "value": total }
              ] }`,
          },
          {
            kind: "table",
            columns: [
              { key: "workflow", title: "Workflow" },
              { key: "state", title: "State" },
              { key: "branch", title: "Branch" },
              { key: "duration", title: "Duration", numeric: true },
              { key: "started", title: "Started", numeric: true },
            ],
            rows: {
              $: `[$filter(runs, function($run, $index) { $index < 8 }).{
                "workflow": { "text": workflow, "href": url },
                "state": { "text": $replace(state, "_", " "), "tone": ${TONE} },
                "branch": { "text": branch, "code": true },
                "duration": seconds = null ? null : ${MINUTES("seconds")},
                "started": { "at": startedAt }
              }]`,
            },
            empty: "No workflow has run in this repository.",
          },
        ],
      },
    },
  ],
});
