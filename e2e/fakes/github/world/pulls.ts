import { authorOf } from "./activity";
import type { Change, JournalEntry } from "./change";
import { fakeSha } from "./hash";
import { ImpossibleChange } from "./impossible-change";
import type { Commit, File, Files, Pull, Repo } from "./types";
import type { World } from "./world";

type Of<K extends Change["kind"]> = Extract<Change, { kind: K }>;

/** A file that a pull request changes; without `after` it removes it. */
export interface PullFile {
  readonly path: string;
  readonly before: File | undefined;
  readonly after: File | undefined;
}

function pullFilesOf(from: Files, to: Files): readonly PullFile[] {
  return [...new Set([...from.keys(), ...to.keys()])]
    .map((path) => ({ path, before: from.get(path), after: to.get(path) }))
    .filter(({ before, after }) => before?.sha !== after?.sha);
}

/** What a pull request changes since it left the default branch; nothing for those of the seeds, whose branches are names only. */
export function filesOfPull(repo: Repo, pull: Pull): readonly PullFile[] {
  const base = new Set(
    repo
      .branches()
      .get(repo.defaultBranch)
      ?.commits.map(({ sha }) => sha),
  );
  const own = repo.branches().get(pull.branch)?.commits ?? [];
  const fork = own.find(({ sha }) => base.has(sha));
  const [tip] = own;
  return tip === undefined || fork === undefined ? [] : pullFilesOf(fork.files, tip.files);
}

export function openPull(repo: Repo, change: Of<"open-pull">, entry: JournalEntry): void {
  const known = repo.pulls();
  const pull: Pull = {
    number: Math.max(0, ...known.map((one) => one.number)) + 1,
    title: change.title,
    body: change.body,
    state: "open",
    draft: false,
    author: change.author,
    reviewers: [],
    labels: [],
    branch: change.branch,
    createdAt: entry.at,
    updatedAt: entry.at,
    mergedAt: undefined,
    additions: 1,
    deletions: 1,
  };
  repo.pulls = () => [pull, ...known];
}

/** One commit on the default branch with what the pull request changes. */
export function mergePull(world: World, repo: Repo, change: Of<"merge-pull">, entry: JournalEntry): void {
  const known = repo.pulls();
  const pull = known.find(({ number }) => number === change.number);
  const base = repo.branches().get(repo.defaultBranch);
  const changed = pull === undefined ? [] : filesOfPull(repo, pull);
  if (pull?.state !== "open" || base === undefined || changed.length === 0)
    throw new ImpossibleChange(`#${change.number} of ${change.org}/${change.repo} has nothing to merge`);
  const files = new Map(base.commits[0].files);
  for (const { path, after } of changed) {
    if (after === undefined) files.delete(path);
    else files.set(path, after);
  }
  const commit: Commit = {
    sha: fakeSha("merge", String(repo.id), String(entry.number), entry.at),
    message: `${pull.title} (#${pull.number})`,
    author: authorOf(repo.owner, change.by),
    date: entry.at,
    files,
  };
  repo.branches().set(base.name, { name: base.name, commits: [commit, ...base.commits] });
  const merged: Pull = { ...pull, state: "closed", mergedAt: entry.at, updatedAt: entry.at };
  repo.pulls = () => known.map((one) => (one === pull ? merged : one));
  repo.pushedAt = entry.at;
  repo.updatedAt = entry.at;
  world.place(repo);
}
