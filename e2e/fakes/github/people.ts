import { stableId } from "./world/hash";
import type { World } from "./world/world";

export interface DemoUser {
  readonly login: string;
  readonly id: number;
  readonly name: string;
  readonly email: string;
}

const demo = [
  { login: "ada", name: "Ada Obi", email: "ada@acme.example" },
  { login: "gus", name: "Gus Lindqvist", email: "gus@globex.example" },
  { login: "mallory", name: "Mallory Vane", email: "mallory@evil.example" },
] as const;

/** Who may sign in to the stand-in: three demo users first, then every member of a written organisation. */
export function listUsers(world: World): DemoUser[] {
  const known = new Map<string, DemoUser>(
    demo.map((user) => [user.login, { ...user, id: stableId("user", user.login) }]),
  );
  for (const org of world.listOrgs()) {
    if (org.people.size > 60) continue;
    for (const person of org.people.values())
      if (!known.has(person.login))
        known.set(person.login, {
          login: person.login,
          id: person.id,
          name: person.name,
          email: person.email,
        });
  }
  return [...known.values()];
}

export function findUser(world: World, login: string): DemoUser | undefined {
  return listUsers(world).find((user) => user.login === login);
}

/** Organisations a user administers, i.e. may install an App on. */
export function administered(world: World, login: string): string[] {
  return world
    .listOrgs()
    .filter((org) => org.roles.get(login) === "admin")
    .map((org) => org.login);
}
