import { z } from "zod";
import type { InstallationClient } from "@/lib/github";
import { AppError } from "@/lib/platform/errors";
import type { OrgSnapshot } from "../ingest/repository-snapshot";
import { ORGANISATION_QUERY, TEAM_QUERY } from "./discovery-queries";

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });
const membersSchema = z.object({ pageInfo, nodes: z.array(z.object({ login: z.string() }).nullable()) });
const repositoriesSchema = z.object({
  pageInfo,
  edges: z.array(
    z.object({ permission: z.string(), node: z.object({ databaseId: z.number().int() }) }).nullable(),
  ),
});
const teamSchema = z.object({
  id: z.string(),
  databaseId: z.number().int(),
  slug: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  parentTeam: z.object({ slug: z.string() }).nullish(),
  members: membersSchema,
  repositories: repositoriesSchema,
});
const organisationSchema = z.object({
  organization: z.object({
    login: z.string(),
    url: z.string(),
    teams: z.object({ pageInfo, nodes: z.array(teamSchema.nullable()) }).optional(),
    membersWithRole: z
      .object({
        pageInfo,
        nodes: z.array(
          z
            .object({
              databaseId: z.number().int(),
              login: z.string(),
              name: z.string().nullish(),
              avatarUrl: z.string().nullish(),
            })
            .nullable(),
        ),
      })
      .optional(),
  }),
});
const restOfTeamSchema = z.object({
  node: z.object({ members: membersSchema.optional(), repositories: repositoriesSchema.optional() }),
});

const PAGES_MAX = 500;

/** Access words of GraphQL in those of REST, which the catalog knows. */
const PERMISSIONS: Readonly<Record<string, string>> = {
  ADMIN: "admin",
  MAINTAIN: "maintain",
  WRITE: "push",
  TRIAGE: "triage",
  READ: "pull",
};

export type TeamAccess = { readonly teamSlug: string; readonly permission: string };
export type OrganisationRead = {
  readonly snapshot: OrgSnapshot;
  readonly access: ReadonlyMap<string, readonly TeamAccess[]>;
};

type Team = {
  readonly id: string;
  readonly team: OrgSnapshot["teams"][number];
  readonly repositories: { id: string; permission: string }[];
};

async function ask<S extends z.ZodType>(
  client: InstallationClient,
  schema: S,
  query: string,
  variables: Record<string, unknown>,
): Promise<z.infer<S>> {
  const { data, errors } = await client.graphql(query, variables);
  const parsed = schema.safeParse(data);
  if (parsed.success && errors.length === 0) return parsed.data;
  const [error] = errors;
  const forbidden = error?.type === "FORBIDDEN" || error?.type === "NOT_FOUND";
  throw new AppError(
    forbidden ? "forbidden" : "upstream_failed",
    `GitHub did not show teams and members: ${error?.message ?? "the answer has not the documented form"}.`,
    {
      details: { status: forbidden ? 403 : 502 },
      cause: parsed.error,
    },
  );
}

function addRepositories(team: Team, page: z.infer<typeof repositoriesSchema>): void {
  for (const edge of page.edges) {
    if (edge)
      team.repositories.push({
        id: String(edge.node.databaseId),
        permission: PERMISSIONS[edge.permission] ?? edge.permission.toLowerCase(),
      });
  }
}

async function readRest(
  client: InstallationClient,
  team: Team,
  first: z.infer<typeof teamSchema>,
): Promise<void> {
  let members = first.members.pageInfo;
  let repositories = first.repositories.pageInfo;
  for (let page = 0; page < PAGES_MAX && (members.hasNextPage || repositories.hasNextPage); page += 1) {
    const { node } = await ask(client, restOfTeamSchema, TEAM_QUERY, {
      id: team.id,
      membersAfter: members.endCursor,
      repositoriesAfter: repositories.endCursor,
      withMembers: members.hasNextPage,
      withRepositories: repositories.hasNextPage,
    });
    team.team.members.push(
      ...(node.members?.nodes ?? []).flatMap((member) => (member ? [member.login] : [])),
    );
    if (node.repositories) addRepositories(team, node.repositories);
    members = node.members?.pageInfo ?? { hasNextPage: false };
    repositories = node.repositories?.pageInfo ?? { hasNextPage: false };
  }
}

/**
 * Reads an organisation's people, teams, and which team may touch which repository.
 *
 * @returns access by GitHub repository id, teams by slug
 * @throws AppError forbidden - the App has no permission Members: read
 */
export async function readOrganisation(client: InstallationClient, login: string): Promise<OrganisationRead> {
  const teams: Team[] = [];
  const members: OrgSnapshot["members"] = [];
  let cursor: {
    teams?: string | undefined;
    people?: string | undefined;
    withTeams: boolean;
    withPeople: boolean;
  } = { withTeams: true, withPeople: true };
  let found = { login, url: "" };
  for (let page = 0; page < PAGES_MAX && (cursor.withTeams || cursor.withPeople); page += 1) {
    const { organization } = await ask(client, organisationSchema, ORGANISATION_QUERY, {
      login,
      teamsAfter: cursor.teams,
      peopleAfter: cursor.people,
      withTeams: cursor.withTeams,
      withPeople: cursor.withPeople,
    });
    found = { login: organization.login, url: organization.url };
    for (const node of organization.teams?.nodes ?? []) {
      if (!node) continue;
      const team: Team = {
        id: node.id,
        team: {
          databaseId: String(node.databaseId),
          slug: node.slug,
          name: node.name,
          ...(node.description ? { description: node.description } : {}),
          ...(node.parentTeam ? { parentSlug: node.parentTeam.slug } : {}),
          members: node.members.nodes.flatMap((member) => (member ? [member.login] : [])),
        },
        repositories: [],
      };
      addRepositories(team, node.repositories);
      await readRest(client, team, node);
      teams.push(team);
    }
    for (const node of organization.membersWithRole?.nodes ?? []) {
      if (!node) continue;
      members.push({
        login: node.login,
        databaseId: String(node.databaseId),
        ...(node.name ? { name: node.name } : {}),
        ...(node.avatarUrl ? { avatarUrl: node.avatarUrl } : {}),
      });
    }
    const nextTeams = organization.teams?.pageInfo;
    const nextPeople = organization.membersWithRole?.pageInfo;
    cursor = {
      teams: nextTeams?.endCursor ?? undefined,
      people: nextPeople?.endCursor ?? undefined,
      withTeams: nextTeams?.hasNextPage ?? false,
      withPeople: nextPeople?.hasNextPage ?? false,
    };
  }
  return { snapshot: { ...found, members, teams: teams.map(({ team }) => team) }, access: accessOf(teams) };
}

function accessOf(teams: readonly Team[]): Map<string, TeamAccess[]> {
  const access = new Map<string, TeamAccess[]>();
  // Sorted, so that the same access is the same text and nothing is written for it.
  for (const { team, repositories } of [...teams].sort((a, b) => a.team.slug.localeCompare(b.team.slug))) {
    for (const { id, permission } of repositories)
      access.set(id, [...(access.get(id) ?? []), { teamSlug: team.slug, permission }]);
  }
  return access;
}
