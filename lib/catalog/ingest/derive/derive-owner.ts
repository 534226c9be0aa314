import { toEntityName } from "../../model/formats";
import type { Derived } from "../../model/fragment";
import { type CodeOwners, readCodeOwners } from "./code-owners";
import type { Facts } from "./facts";

/** What the catalog knows of people when a repository is derived. Logins and e-mail addresses in lower case. */
export type People = {
  readonly teamsOf: (login: string) => readonly string[];
  readonly loginOf: (email: string) => string | undefined;
};

export const NOBODY: People = { teamsOf: () => [], loginOf: () => undefined };

const CODEOWNERS_PLACES = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

const team = (slug: string) => `group:default/${toEntityName(slug).toLowerCase()}`;
const person = (login: string) => `user:default/${toEntityName(login).toLowerCase()}`;

function ownerRef(handle: string, people: People): string | undefined {
  if (!handle.startsWith("@")) {
    const login = people.loginOf(handle.toLowerCase());
    return login && person(login);
  }
  const [, slug] = handle.slice(1).split("/");
  return slug ? team(slug) : person(handle.slice(1));
}

function fromCodeOwners(facts: Facts, people: People): Derived<string> | undefined {
  const place = CODEOWNERS_PLACES.find((path) => facts.file(path)?.text !== undefined);
  const read: CodeOwners | undefined =
    place === undefined ? undefined : readCodeOwners(place, facts.file(place)?.text ?? "");
  if (!read) return undefined;
  const handles = [
    ...read.owners.filter((owner) => owner.includes("/")),
    ...read.owners.filter((owner) => !owner.includes("/")),
  ];
  for (const handle of handles) {
    const value = ownerRef(handle, people);
    const rule = read.catchAll
      ? `CODEOWNERS gives ${read.pattern} to ${handle}`
      : `CODEOWNERS names ${handle} most often`;
    if (value) return { value, origin: { rule, file: read.file, line: read.line } };
  }
  return undefined;
}

const LEVELS = ["admin", "maintain", "push"];

function fromTeamAccess({ snapshot }: Facts): Derived<string> | undefined {
  for (const level of LEVELS) {
    const teams = snapshot.teamAccess
      .filter(
        (access) =>
          access.permission.toLowerCase() === level ||
          (level === "push" && access.permission.toLowerCase() === "write"),
      )
      .map((access) => access.teamSlug)
      .sort();
    const [first, ...others] = teams;
    if (!first) continue;
    const among = others.length === 0 ? "the only team" : `first of ${teams.length} teams`;
    return {
      value: team(first),
      origin: { rule: `${among} with ${level === "push" ? "write" : level} access on GitHub` },
    };
  }
  return undefined;
}

function fromCommits({ snapshot }: Facts, people: People): Derived<string> | undefined {
  const authors = snapshot.contributors.filter((author) => author.login && !author.login.endsWith("[bot]"));
  const total = authors.reduce((sum, author) => sum + author.commits, 0);
  if (total === 0) return undefined;
  const byTeam = new Map<string, number>();
  for (const author of authors)
    for (const ref of people.teamsOf((author.login ?? "").toLowerCase()))
      byTeam.set(ref, (byTeam.get(ref) ?? 0) + author.commits);
  const [most] = [...byTeam].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (most && most[1] * 2 >= total)
    return { value: most[0], origin: { rule: `its members made ${most[1]} of the last ${total} commits` } };
  const author = [...authors].sort((a, b) => b.commits - a.commits)[0];
  return author?.login
    ? { value: person(author.login), origin: { rule: `made ${author.commits} of the last ${total} commits` } }
    : undefined;
}

/** Owner from CODEOWNERS, then team access, then commits, then a single administrator. Undefined is honest: nobody could be told. */
export function deriveOwner(facts: Facts, people: People): Derived<string> | undefined {
  const [admin, ...others] = facts.snapshot.adminUsers;
  const fromAdmin: Derived<string> | undefined =
    admin && others.length === 0
      ? { value: person(admin), origin: { rule: "the only administrator on GitHub" } }
      : undefined;
  return fromCodeOwners(facts, people) ?? fromTeamAccess(facts) ?? fromCommits(facts, people) ?? fromAdmin;
}
