export type Permission = "pull" | "triage" | "push" | "maintain" | "admin";

export interface Person {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly email: string;
}

/** One file of a tree. The bytes are made when asked for: a snapshot reads its folder, a huge file is not kept. */
export interface File {
  readonly sha: string;
  readonly size: number;
  readonly mode: "100644" | "100755";
  readonly binary: boolean;
  bytes(): Buffer;
}

export type Files = ReadonlyMap<string, File>;

export interface Commit {
  readonly sha: string;
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string; readonly login: string | undefined };
  readonly date: string;
  readonly files: Files;
}

/** Newest commit first; never empty. */
export interface Branch {
  readonly name: string;
  readonly commits: readonly [Commit, ...Commit[]];
}

export interface Pull {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: "open" | "closed";
  readonly draft: boolean;
  readonly author: string;
  readonly reviewers: readonly string[];
  readonly labels: readonly string[];
  readonly branch: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly mergedAt: string | undefined;
  readonly additions: number;
  readonly deletions: number;
}

export interface Run {
  readonly id: number;
  readonly number: number;
  readonly workflow: string;
  readonly path: string;
  readonly title: string;
  readonly event: "push" | "pull_request" | "schedule" | "workflow_dispatch";
  readonly branch: string;
  readonly sha: string;
  readonly actor: string;
  readonly status: "completed" | "in_progress" | "queued";
  readonly conclusion: "success" | "failure" | "cancelled" | undefined;
  readonly startedAt: string;
  readonly updatedAt: string;
}

export interface Repo {
  readonly id: number;
  owner: Org;
  name: string;
  description: string | undefined;
  homepage: string | undefined;
  private: boolean;
  archived: boolean;
  readonly fork: boolean;
  defaultBranch: string;
  topics: readonly string[];
  readonly license: string | undefined;
  readonly createdAt: string;
  pushedAt: string;
  updatedAt: string;
  /** Recursive trees are answered cut, with `truncated: true`. */
  truncatedTree: boolean;
  /** Empty for a repository without commits. */
  branches(): Map<string, Branch>;
  languages(): Readonly<Record<string, number>>;
  pulls(): readonly Pull[];
  runs(): readonly Run[];
}

export interface Team {
  readonly id: number;
  readonly slug: string;
  name: string;
  description: string | undefined;
  parent: string | undefined;
  readonly members: Map<string, "member" | "maintainer">;
  readonly repos: Map<number, Permission>;
}

export interface Org {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly description: string;
  readonly people: Map<string, Person>;
  readonly roles: Map<string, "admin" | "member">;
  readonly teams: Map<string, Team>;
  /** By lower-case name. */
  readonly repos: Map<string, Repo>;
}
