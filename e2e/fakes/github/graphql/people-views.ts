import type { Caller } from "../caller";
import type { Hub } from "../hub";
import { findUser } from "../people";
import { nodeId, stableId } from "../world/hash";
import type { Org } from "../world/types";

/** What the views of one request share. */
export interface Scope {
  readonly hub: Hub;
  readonly caller: Caller;
  readonly base: string;
  readonly failing: ReadonlySet<string>;
  /** Organisations show repositories and those their owner: each reaches the other through here. */
  readonly viewOrg: (scope: Scope, org: Org) => object;
}

export function viewPerson(
  scope: Scope,
  person: { readonly id: number; readonly login: string; readonly name: string; readonly email: string },
) {
  return {
    __typename: "User",
    id: nodeId("User", person.id),
    databaseId: person.id,
    login: person.login,
    name: person.name,
    // Only a public address shows, and only to a token with the right scope; members keep theirs to themselves here.
    email: "",
    url: `${scope.base}/${person.login}`,
    avatarUrl: `${scope.base}/avatars/${person.login}.svg`,
  };
}

export function viewLogin(scope: Scope, login: string) {
  const { world } = scope.hub;
  const known = world.findPerson(login) ?? findUser(world, login);
  return viewPerson(
    scope,
    known ?? { id: stableId("user", login.toLowerCase()), login, name: login, email: "" },
  );
}
