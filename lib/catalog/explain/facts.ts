import type { Contest } from "../conflicts/read-standing";

/** What the catalog knows about a question: read by `read-facts.ts`, judged by `explain.ts`. */
export type ConnectionFact = {
  readonly account: string;
  readonly status: string;
  readonly selection: string;
  readonly repositories: number;
  readonly lastRun:
    | {
        readonly id: string;
        readonly at: Date;
        readonly status: string;
        readonly problem: { readonly message: string; readonly fix: string } | undefined;
      }
    | undefined;
};

export type FileFact = {
  readonly path: string;
  readonly problem: "too_large" | "binary" | "unreadable" | undefined;
  readonly isCatalogFile: boolean;
  /** it defines kinds, since the tenant chose its folder for that */
  readonly definesKinds: boolean;
};

export type ProblemFact = {
  readonly path: string;
  readonly line: number | undefined;
  readonly stage: string;
  readonly severity: string;
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  readonly entityRef: string | undefined;
  readonly at: Date;
};

/** What a repository says of an entity, and what became of that. */
export type EntityFact = {
  readonly ref: string;
  readonly layer: string;
  readonly file: string | undefined;
  readonly stale: boolean;
  readonly served: boolean;
  readonly contested: boolean;
};

export type RepositoryFact = {
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly url: string;
  readonly defaultBranch: string | undefined;
  readonly archived: boolean;
  readonly fork: boolean;
  readonly empty: boolean;
  readonly verdict: string;
  readonly stage: string | undefined;
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly fix: string | undefined;
  readonly summary: string | undefined;
  readonly verdictAt: Date | undefined;
  readonly missingSince: Date | undefined;
  readonly treeTruncated: boolean;
  readonly filesSeen: number;
  readonly files: readonly FileFact[];
  readonly problems: readonly ProblemFact[];
  readonly entities: readonly EntityFact[];
};

export type EntityState = {
  readonly ref: string;
  readonly title: string;
  readonly orphanedAt: Date | undefined;
  readonly removedBy: string | undefined;
  readonly updatedAt: Date;
  /** those that count; what a refused one says is left out */
  readonly sources: readonly string[];
  /** present when several sources claim its name */
  readonly contest: Contest | undefined;
};

export type Facts = {
  readonly connections: readonly ConnectionFact[];
  /** hosts whose repositories are read, the configured one first */
  readonly hosts: readonly string[];
  /** entities that say they come from the place asked for, where no connected repository has it; each with how it came */
  readonly claims: readonly { readonly ref: string; readonly sources: readonly string[] }[];
  readonly repository: RepositoryFact | undefined;
  /** names of repositories and refs of entities that resemble what was asked for */
  readonly near: readonly { readonly kind: "repository" | "entity"; readonly name: string }[];
  readonly entity: EntityState | undefined;
  /** the name the entity goes by now, when it was asked for by a former one */
  readonly movedTo: string | undefined;
  /** problems of any repository that name the entity asked for */
  readonly namedProblems: readonly (ProblemFact & {
    readonly repository: string;
    readonly url: string;
    readonly defaultBranch: string | undefined;
  })[];
};
