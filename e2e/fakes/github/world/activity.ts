import { fakeSha, pick, pickOf, stableId } from "./hash";
import type { PullSeed, RepoSeed } from "./seed";
import type { Commit, Files, Org, Pull, Run } from "./types";

const dayMs = 86_400_000;

export function daysBefore(epochMs: number, days: number): string {
  return `${new Date(epochMs - days * dayMs).toISOString().slice(0, 19)}Z`;
}

const subjects: readonly [string, ...string[]] = [
  "Bump dependencies",
  "Fix flaky integration test",
  "Handle empty responses from upstream",
  "Add tracing to the request path",
  "Document the release process",
  "Tidy configuration defaults",
  "Retry on connection reset",
  "Remove unused feature flag",
  "Return a clearer error for expired sessions",
  "Speed up the build cache",
  "Correct typo in README",
  "Split handler into smaller functions",
  "Add health endpoint",
  "Raise memory limit in staging",
  "Cover the timeout path with a test",
];

export function authorOf(org: Org, login: string): Commit["author"] {
  const person = org.people.get(login);
  return { name: person?.name ?? login, email: person?.email ?? `${login}@users.noreply.github.com`, login };
}

/** The history of a default branch, newest first; the newest carries the pushed date. */
export function makeCommits(org: Org, seed: RepoSeed, files: Files, pushedAt: string): [Commit, ...Commit[]] {
  const known = [...org.people.keys()];
  const authors =
    seed.authors ??
    (known.length === 0
      ? []
      : [0, 1, 2].map((i) => known[pick(known.length, seed.name, "author", String(i))] ?? "ghost"));
  const count = 6 + pick(15, seed.name, "commits");
  const start = Date.parse(pushedAt);
  // The first author writes most of it: that is what ownership by commits has to find.
  const authorAt = (i: number) =>
    authors[i % 3 === 2 ? pick(authors.length, seed.name, String(i)) : 0] ?? "ghost";
  const make = (i: number): Commit => ({
    sha:
      i === 0 && seed.headSha !== undefined
        ? seed.headSha
        : fakeSha(org.login, seed.name, "commit", String(i)),
    message: pickOf(subjects, seed.name, "subject", String(i)),
    author: authorOf(org, authorAt(i)),
    date: new Date(start - i * (1 + pick(5, seed.name, "gap")) * dayMs * 0.9)
      .toISOString()
      .replace(/\.\d+Z$/, "Z"),
    files,
  });
  return [make(0), ...Array.from({ length: count - 1 }, (_, i) => make(i + 1))];
}

function somePulls(seed: RepoSeed, members: readonly string[]): PullSeed[] {
  const who = (key: string) => members[pick(members.length, seed.name, key)] ?? "ghost";
  const quiet = seed.pushedDaysAgo ?? 10;
  return Array.from({ length: 2 + pick(5, seed.name, "pulls") }, (_, i): PullSeed => {
    const opened = quiet + i * 2.3 + pick(20, seed.name, "pull", String(i)) / 10;
    const open = i < 2;
    return {
      title: pickOf(subjects, seed.name, "pull", String(i)),
      author: who(`pull author ${i}`),
      reviewers: [who(`pull reviewer ${i}`)],
      openedDaysAgo: opened,
      draft: open && pick(6, seed.name, "draft", String(i)) === 0,
      ...(open ? {} : { mergedDaysAgo: opened - pick(18, seed.name, "merged", String(i)) / 10 }),
    };
  });
}

export function makePulls(org: Org, seed: RepoSeed, epochMs: number): Pull[] {
  if (seed.empty === true) return [];
  const seeds = seed.pulls ?? (seed.archived === true ? [] : somePulls(seed, [...org.people.keys()]));
  return [...seeds]
    .sort((a, b) => b.openedDaysAgo - a.openedDaysAgo)
    .map((pull, i): Pull => {
      const end = pull.mergedDaysAgo ?? pull.closedDaysAgo;
      return {
        number: i + 1,
        title: pull.title,
        body: pull.body ?? "",
        state: end === undefined ? "open" : "closed",
        draft: pull.draft ?? false,
        author: pull.author,
        reviewers: (pull.reviewers ?? []).filter((login) => login !== pull.author),
        labels: pull.labels ?? [],
        branch: pull.title
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, "-")
          .slice(0, 40),
        createdAt: daysBefore(epochMs, pull.openedDaysAgo),
        updatedAt: daysBefore(epochMs, end ?? Math.max(pull.openedDaysAgo - 0.5, 0)),
        mergedAt: pull.mergedDaysAgo === undefined ? undefined : daysBefore(epochMs, pull.mergedDaysAgo),
        additions: 3 + pick(240, seed.name, "additions", String(i)),
        deletions: pick(90, seed.name, "deletions", String(i)),
      };
    })
    .reverse();
}

function workflowName(path: string, text: string): string {
  return /^name:\s*["']?(.+?)["']?\s*$/m.exec(text)?.[1] ?? path;
}

/** Runs of the repository's own workflow files; a repository without one has none. */
export function makeRuns(org: Org, seed: RepoSeed, files: Files, epochMs: number): Run[] {
  const flows = [...files].filter(([path]) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
  const [first] = flows;
  if (first === undefined) return [];
  const outcomes = seed.runs ?? (["success", "success", "failure", "success", "success", "success"] as const);
  const members = [...org.people.keys()];
  return outcomes.map((outcome, i): Run => {
    const [path, file] = flows[i % flows.length] ?? first;
    const ago = (seed.pushedDaysAgo ?? 10) + i * 0.8;
    const minutes = 2 + pick(9, seed.name, "run", String(i));
    return {
      id: stableId(org.login, seed.name, "run", String(i)) + 7_000_000_000,
      number: 480 + pick(900, seed.name) - i,
      workflow: workflowName(path, file.bytes().toString("utf8")),
      path,
      title: pickOf(subjects, seed.name, "subject", String(i)),
      event: i % 4 === 3 ? "pull_request" : "push",
      branch: seed.branch ?? "main",
      sha:
        i === 0 && seed.headSha !== undefined
          ? seed.headSha
          : fakeSha(org.login, seed.name, "commit", String(i)),
      actor: (seed.authors ?? members)[i % Math.max((seed.authors ?? members).length, 1)] ?? "ghost",
      status: outcome === "in_progress" ? "in_progress" : "completed",
      conclusion: outcome === "in_progress" ? undefined : outcome,
      startedAt: daysBefore(epochMs, ago),
      updatedAt: daysBefore(epochMs, ago - minutes / 1440),
    };
  });
}
