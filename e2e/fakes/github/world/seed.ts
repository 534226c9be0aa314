import type { Permission } from "./types";

/** A file given as text, or as a size when its contents do not matter. */
export type FileSeed =
  | string
  | {
      readonly size: number;
      readonly text?: () => string;
      readonly sha?: string;
      readonly mode?: "100644" | "100755";
      readonly binary?: boolean;
    };

export interface PullSeed {
  readonly title: string;
  readonly body?: string;
  readonly author: string;
  readonly reviewers?: readonly string[];
  readonly labels?: readonly string[];
  readonly draft?: boolean;
  readonly openedDaysAgo: number;
  readonly mergedDaysAgo?: number;
  readonly closedDaysAgo?: number;
}

export interface RepoSeed {
  readonly name: string;
  readonly description?: string;
  readonly homepage?: string;
  readonly topics?: readonly string[];
  readonly license?: string;
  readonly branch?: string;
  readonly private?: boolean;
  readonly archived?: boolean;
  readonly fork?: boolean;
  /** No commit was ever pushed. */
  readonly empty?: boolean;
  readonly files?: () => Readonly<Record<string, FileSeed>>;
  /** Bytes per language; left out: counted from the files. */
  readonly languages?: Readonly<Record<string, number>>;
  /** Logins who commit, most active first. */
  readonly authors?: readonly string[];
  readonly headSha?: string;
  readonly pushedAt?: string;
  readonly pushedDaysAgo?: number;
  readonly createdDaysAgo?: number;
  readonly pulls?: readonly PullSeed[];
  /** Conclusions of the latest workflow runs, newest first. */
  readonly runs?: readonly ("success" | "failure" | "in_progress")[];
  readonly truncatedTree?: boolean;
  readonly id?: number;
}

export interface MemberSeed {
  readonly login: string;
  readonly name: string;
  readonly email?: string;
  readonly role?: "admin" | "member";
}

export interface TeamSeed {
  readonly slug: string;
  readonly name: string;
  readonly description?: string;
  readonly parent?: string;
  readonly maintainers?: readonly string[];
  readonly members: readonly string[];
  readonly repos: Readonly<Record<string, Permission>>;
}

export interface OrgSeed {
  readonly login: string;
  readonly name: string;
  readonly description: string;
  readonly members: readonly MemberSeed[];
  readonly teams: readonly TeamSeed[];
  readonly repos: readonly RepoSeed[];
}
