import { z } from "zod";

export const realmNames = ["acme", "globex"] as const;
export type RealmName = (typeof realmNames)[number];

export const personInput = z.strictObject({
  realm: z.enum(realmNames),
  sub: z.string().min(1),
  email: z.string().optional(),
  /** null leaves the claim out altogether. */
  email_verified: z.boolean().nullable().optional(),
  name: z.string().optional(),
  groups: z.array(z.string()).optional(),
  preferred_username: z.string().optional(),
});

/** One person at the identity provider: the claims it asserts. */
export interface Person {
  readonly sub: string;
  readonly email?: string | undefined;
  readonly email_verified?: boolean | undefined;
  readonly name?: string | undefined;
  readonly groups: readonly string[];
  readonly preferred_username?: string | undefined;
}

function person(realm: RealmName, login: string, name: string, groups: readonly string[]): Person {
  return {
    sub: `${realm}|${login}`,
    email: `${login}@${realm}.example`,
    email_verified: true,
    name,
    groups,
    preferred_username: login,
  };
}

/** The people every fresh stand-in knows; acme's are those of the GitHub demo organisation. */
export function seededPeople(): Record<RealmName, Person[]> {
  return {
    acme: [
      person("acme", "ada", "Ada Obi", ["portico-admins", "platform"]),
      person("acme", "ben", "Ben Alvarez", ["payments"]),
      person("acme", "cara", "Cara Nilsson", ["web"]),
      person("acme", "dana", "Dana Whitfield", ["data"]),
      person("acme", "eli", "Eli Brandt", ["platform", "sre"]),
      person("acme", "faye", "Faye Laurent", ["mobile"]),
      person("acme", "hana", "Hana Mori", ["web", "design-system"]),
      person("acme", "ivo", "Ivo Petrov", ["payments", "sre"]),
    ],
    globex: [
      person("globex", "gus", "Gus Lindqvist", ["portico-admins"]),
      person("globex", "jill", "Jill Santos", ["engineering"]),
      person("globex", "kai", "Kai Tanaka", ["engineering"]),
    ],
  };
}

/** Adds a person or alters what is asserted of one; fields left out stay. */
export function putPerson(people: Person[], input: Omit<z.output<typeof personInput>, "realm">): Person {
  const at = people.findIndex((one) => one.sub === input.sub);
  const before = people[at];
  const { email_verified: verified, groups, ...rest } = input;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const made: Person = {
    ...before,
    ...given,
    sub: input.sub,
    groups: groups ?? before?.groups ?? [],
    email_verified: verified === undefined ? before?.email_verified : (verified ?? undefined),
  };
  if (at < 0) people.push(made);
  else people[at] = made;
  return made;
}

/** Who signs in with this address; an unknown one becomes a new person of the realm, as a test may need. */
export function personByEmail(realm: RealmName, people: Person[], email: string): Person {
  const wanted = email.trim().toLowerCase();
  const known = people.find((one) => one.email?.toLowerCase() === wanted);
  if (known !== undefined) return known;
  const login = wanted.split("@", 1)[0] ?? wanted;
  return putPerson(people, {
    sub: `${realm}|${wanted}`,
    email: wanted,
    email_verified: true,
    name: login,
    preferred_username: login,
  });
}
