import { defineFixtures } from "@/lib/plugin-sdk";

const run = (
  id: number,
  name: string,
  branch: string,
  status: string,
  conclusion: string | null,
  minute: number,
  seconds: number,
) => ({
  id,
  name,
  head_branch: branch,
  event: "push",
  status,
  conclusion,
  run_started_at: `2026-11-23T09:${String(minute).padStart(2, "0")}:00Z`,
  created_at: `2026-11-23T09:${String(minute).padStart(2, "0")}:00Z`,
  updated_at: new Date(Date.UTC(2026, 10, 23, 9, minute, seconds)).toISOString(),
  actor: { login: "mira" },
  head_commit: { message: "Retry the ledger call once\n\nIt timed out twice last week." },
  html_url: `https://github.com/acme/payments-api/actions/runs/${id}`,
});

export const fixtures = defineFixtures([
  {
    title: "runs that passed, failed and still run",
    query: "runs",
    annotation: "acme/payments-api",
    answers: {
      runs: {
        status: 200,
        body: {
          total_count: 482,
          workflow_runs: [
            run(9004, "CI", "main", "in_progress", null, 40, 10),
            run(9003, "CI", "retry-ledger", "completed", "success", 30, 184),
            run(9002, "Release", "main", "completed", "failure", 20, 61),
            run(9001, "CI", "main", "completed", "success", 10, 192),
          ],
        },
      },
    },
    expect: {
      total: 482,
      ended: 3,
      passedPercent: 67,
      medianSeconds: 184,
      url: "https://github.com/acme/payments-api/actions",
    },
    preview: true,
  },
  {
    title: "a repository without workflows",
    query: "runs",
    annotation: "acme/handbook",
    answers: { runs: { status: 200, body: { total_count: 0, workflow_runs: [] } } },
    expect: { total: 0, ended: 0, passedPercent: null, medianSeconds: null, runs: [] },
  },
]);
