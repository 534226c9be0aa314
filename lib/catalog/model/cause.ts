/** What makes the catalog change. */
export const CAUSE_KINDS = [
  "person",
  "token",
  "repository",
  "organisation",
  "set",
  "import",
  "processor",
  "system",
] as const;
export type CauseKind = (typeof CAUSE_KINDS)[number];

/** Who or what made a change, as its revision keeps it. */
export type Cause = {
  readonly kind: CauseKind;
  /** as pages name it: a person, `acme/payments-api`, a set */
  readonly name: string;
  /** of the person, token or repository */
  readonly id?: string | undefined;
  /** the file that says it, where a repository does */
  readonly file?: string | undefined;
  /** the commit it was read at */
  readonly commit?: string | undefined;
  /** what a person gave as their reason, where the portal asked for one */
  readonly reason?: string | undefined;
};

/** A repository as a cause, while a batch is stored. */
export type RepositoryCause = Cause & { readonly kind: "repository"; readonly id: string };

/** The actor of a request as a cause. A plugin acts for the portal. */
export function causeOfActor(
  actor:
    | { readonly kind: "user"; readonly userId: string; readonly name: string }
    | { readonly kind: "token"; readonly tokenId: string; readonly name: string }
    | { readonly kind: "plugin"; readonly pluginId: string }
    | { readonly kind: "system"; readonly job: string },
): Cause {
  switch (actor.kind) {
    case "user":
      return { kind: "person", name: actor.name, id: actor.userId };
    case "token":
      return { kind: "token", name: actor.name, id: actor.tokenId };
    case "plugin":
      return { kind: "system", name: actor.pluginId };
    case "system":
      return { kind: "system", name: actor.job };
    default: {
      const never: never = actor;
      return never;
    }
  }
}
