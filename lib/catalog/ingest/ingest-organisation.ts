import type { TenantContext } from "@/lib/platform/context";
import { type TenantSql, withTenantSql } from "@/lib/platform/db";
import { isMassLoss } from "../loss/mass-loss";
import { API_VERSION, DEFAULT_NAMESPACE, type Entity, refOf } from "../model/entity";
import { toEntityName } from "../model/formats";
import type { Fragment } from "../model/fragment";
import { lockCatalog } from "../store/entity-store";
import { listFragmentHeads } from "../store/fragment-store";
import { countEntities } from "../store/loss-store";
import { applyFragments } from "./merge/apply-fragments";
import type { OrgSnapshot } from "./repository-snapshot";

type Team = OrgSnapshot["teams"][number];
type Member = OrgSnapshot["members"][number];

function imported(sourceKey: string, body: Entity, rule: string, source: string): Fragment {
  return { sourceKey, ref: refOf(body), layer: "imported", body, origins: { "*": { rule } }, source };
}

function teamFragment(org: OrgSnapshot, team: Team): Fragment {
  const url = `${org.url.replace(/\/+$/, "").replace(/\/([^/]+)$/, "/orgs/$1")}/teams/${team.slug}`;
  const children = org.teams
    .filter((other) => other.parentSlug === team.slug)
    .map((other) => toEntityName(other.slug));
  const body: Entity = {
    apiVersion: API_VERSION,
    kind: "Group",
    metadata: {
      name: toEntityName(team.slug),
      namespace: DEFAULT_NAMESPACE,
      ...(team.description ? { description: team.description } : {}),
      annotations: {
        "github.com/team-slug": `${org.login}/${team.slug}`,
        "backstage.io/managed-by-location": `url:${url}`,
        "backstage.io/managed-by-origin-location": `url:${url}`,
        "backstage.io/view-url": url,
      },
    },
    spec: {
      type: "team",
      profile: { displayName: team.name || team.slug },
      children: children.sort(),
      ...(team.parentSlug ? { parent: toEntityName(team.parentSlug) } : {}),
    },
  };
  return imported(`team:${team.databaseId}`, body, `team ${team.slug} of ${org.login} on GitHub`, org.login);
}

function memberFragment(org: OrgSnapshot, member: Member): Fragment {
  const url = new URL(`/${member.login}`, org.url).toString();
  const teams = org.teams.filter((team) =>
    team.members.some((login) => login.toLowerCase() === member.login.toLowerCase()),
  );
  const profile = {
    displayName: member.name || member.login,
    ...(member.email ? { email: member.email } : {}),
    ...(member.avatarUrl ? { picture: member.avatarUrl } : {}),
  };
  const body: Entity = {
    apiVersion: API_VERSION,
    kind: "User",
    metadata: {
      name: toEntityName(member.login),
      namespace: DEFAULT_NAMESPACE,
      annotations: {
        "github.com/user-login": member.login,
        "backstage.io/managed-by-location": `url:${url}`,
        "backstage.io/managed-by-origin-location": `url:${url}`,
        "backstage.io/view-url": url,
      },
    },
    spec: { profile, memberOf: teams.map((team) => toEntityName(team.slug)).sort() },
  };
  return imported(`user:${member.databaseId}`, body, `member of ${org.login} on GitHub`, org.login);
}

/** One fragment per name: two logins that differ only in characters a name cannot hold would be one entity. */
function distinct(fragments: readonly Fragment[]): readonly Fragment[] {
  return [...new Map(fragments.map((fragment) => [fragment.ref, fragment])).values()];
}

/** Fewer than this going at once is everyday life, also in a small company. */
const LEAVERS_MAX = 4;

/** Keys of teams and people who are gone all at once: they stay, marked, until a second reading says the same. */
async function heldBack(
  db: TenantSql,
  sourceId: string,
  fragments: readonly Fragment[],
): Promise<readonly string[]> {
  const given = new Set(fragments.map(({ sourceKey }) => sourceKey));
  const lost = (await listFragmentHeads(db, sourceId, { kind: "organisation" })).filter(
    ({ sourceKey }) => !given.has(sourceKey),
  );
  if (lost.length <= LEAVERS_MAX || !isMassLoss(lost.length, await countEntities(db))) return [];
  return lost.filter(({ stale }) => !stale).map(({ sourceKey }) => sourceKey);
}

/**
 * Makes Groups and Users of an organisation's teams and members, and takes those out that are gone. A team or person declared
 * in a file keeps what the file says; this fills the rest.
 *
 * More than a fifth of the catalog going at once waits for a second reading.
 *
 * @param input.org - complete: who is not in it has left
 */
export async function ingestOrganisation(
  ctx: TenantContext,
  input: { readonly sourceId: string; readonly org: OrgSnapshot },
): Promise<void> {
  const { sourceId, org } = input;
  const fragments = distinct([
    ...org.teams.map((team) => teamFragment(org, team)),
    ...org.members.map((member) => memberFragment(org, member)),
  ]);
  await withTenantSql(ctx, async (db) => {
    await lockCatalog(db);
    const scope = { kind: "organisation" as const };
    const change = {
      sourceId,
      scope,
      fragments: fragments.map((fragment) => ({ ...fragment, repositoryId: undefined })),
      staleKeys: await heldBack(db, sourceId, fragments),
    };
    await applyFragments(db, { ...change, cause: { kind: "organisation", name: org.login } });
  });
}
