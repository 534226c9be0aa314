import { defineFixtures } from "@/lib/plugin-sdk";

const pull = (
  number: number,
  title: string,
  login: string,
  createdAt: string,
  mergedAt: string | null,
  draft = false,
) => ({
  number,
  title,
  user: { login },
  draft,
  created_at: createdAt,
  merged_at: mergedAt,
  html_url: `https://github.com/acme/payments-api/pull/${number}`,
});

export const fixtures = defineFixtures([
  {
    title: "two open, two merged, one closed unmerged",
    query: "pulls",
    annotation: "acme/payments-api",
    answers: {
      open: {
        status: 200,
        body: [
          pull(212, "Retry the ledger call once", "mira", "2026-11-20T08:00:00Z", null),
          pull(215, "Move to Go 1.26", "jonas", "2026-11-22T15:30:00Z", null, true),
        ],
      },
      closed: {
        status: 200,
        body: [
          pull(
            211,
            "Name the failing currency in the error",
            "lea",
            "2026-11-19T08:00:00Z",
            "2026-11-19T14:00:00Z",
          ),
          pull(210, "Try another queue", "jonas", "2026-11-18T08:00:00Z", null),
          pull(209, "Drop the old ledger client", "mira", "2026-11-17T08:00:00Z", "2026-11-17T10:00:00Z"),
        ],
      },
    },
    expect: {
      openCount: 2,
      mergedCount: 2,
      medianHours: 6,
      url: "https://github.com/acme/payments-api/pulls",
    },
    preview: true,
  },
  {
    title: "a repository without pull requests",
    query: "pulls",
    annotation: "acme/handbook",
    answers: { open: { status: 200, body: [] }, closed: { status: 200, body: [] } },
    expect: { open: [], openCount: 0, merged: [], mergedCount: 0, medianHours: null },
  },
]);
