import { readCodeOwners } from "../ingest/derive/code-owners";
import { suggestRef } from "../ingest/merge/suggest-ref";
import { toEntityName } from "../model/formats";
import type { OwnerHintsRow } from "../store/live-repository-store";

export type OwnerProposal = {
  /** a group or user that is in the catalog */
  readonly owner: string;
  /** why, in words a person can check: "CODEOWNERS line 3 gives * to @acme/payments" */
  readonly evidence: readonly string[];
};

/** What the catalog knows of people. Refs canonical; logins and e-mail addresses in lower case. */
export type KnownOwners = {
  readonly has: (ref: string) => boolean;
  /** groups and users, to find the one somebody meant */
  readonly candidates: readonly { readonly ref: string; readonly title: string }[];
  readonly teamsOf: (login: string) => readonly string[];
  readonly loginOf: (email: string) => string | undefined;
};

const WRITES = ["admin", "maintain", "push", "write"];
const team = (slug: string) => `group:default/${toEntityName(slug).toLowerCase()}`;
const person = (login: string) => `user:default/${toEntityName(login).toLowerCase()}`;

type Hint = { readonly owner: string; readonly weight: number; readonly evidence: string };

function fromName(named: string | undefined, known: KnownOwners): readonly Hint[] {
  if (named === undefined || known.has(named)) return [];
  const meant = suggestRef(named, known.candidates);
  return meant === undefined
    ? []
    : [{ owner: meant, weight: 6, evidence: `its file says ${named}, which is nearly this name` }];
}

function fromCodeOwners({ codeOwners }: OwnerHintsRow, known: KnownOwners): readonly Hint[] {
  for (const { path, text } of codeOwners ?? []) {
    const read = readCodeOwners(path, text ?? "");
    if (!read) continue;
    return read.owners.flatMap((handle) => {
      const login = handle.startsWith("@") ? handle.slice(1) : known.loginOf(handle.toLowerCase());
      if (login === undefined) return [];
      const slug = login.split("/")[1];
      const evidence = `${path} line ${read.line} gives ${read.pattern} to ${handle}`;
      return [{ owner: slug === undefined ? person(login) : team(slug), weight: 5, evidence }];
    });
  }
  return [];
}

function fromAccess({ teams }: OwnerHintsRow): readonly Hint[] {
  return (teams ?? []).flatMap(({ teamSlug, permission }) => {
    const level = WRITES.indexOf(permission.toLowerCase());
    if (level < 0) return [];
    return [{ owner: team(teamSlug), weight: 4 - level / 2, evidence: `has ${permission} access on GitHub` }];
  });
}

function fromCommits({ contributors }: OwnerHintsRow, known: KnownOwners): readonly Hint[] {
  const authors = (contributors ?? []).filter(({ login }) => login && !login.endsWith("[bot]"));
  const total = authors.reduce((sum, { commits }) => sum + commits, 0);
  if (total === 0) return [];
  const byOwner = new Map<string, number>();
  for (const { login = "", commits } of authors)
    for (const owner of [...known.teamsOf(login.toLowerCase()), person(login)])
      byOwner.set(owner, (byOwner.get(owner) ?? 0) + commits);
  return [...byOwner].map(([owner, commits]) => ({
    owner,
    weight: (owner.startsWith("group:") ? 3 : 1) * (commits / total),
    evidence: `${owner.startsWith("group:") ? "its members" : "they"} made ${commits} of the last ${total} commits`,
  }));
}

/**
 * Who probably owns a repository's component: the name in its file, CODEOWNERS, team access and commits, each said in
 * words. Only groups and users of the catalog are proposed; the strongest first, at most three.
 *
 * @param named - the owner the entity names, canonical
 */
export function proposeOwners(
  hints: OwnerHintsRow,
  named: string | undefined,
  known: KnownOwners,
): readonly OwnerProposal[] {
  const found = [
    ...fromName(named, known),
    ...fromCodeOwners(hints, known),
    ...fromAccess(hints),
    ...fromCommits(hints, known),
  ].filter(({ owner }) => known.has(owner));
  const byOwner = new Map<string, { weight: number; evidence: string[] }>();
  for (const { owner, weight, evidence } of found) {
    const one = byOwner.get(owner) ?? { weight: 0, evidence: [] };
    byOwner.set(owner, { weight: one.weight + weight, evidence: [...one.evidence, evidence] });
  }
  return [...byOwner]
    .sort((a, b) => b[1].weight - a[1].weight || (a[0] < b[0] ? -1 : 1))
    .slice(0, 3)
    .map(([owner, { evidence }]) => ({ owner, evidence }));
}
