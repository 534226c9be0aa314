import { PROBE_PATHS } from "../ingest/file-interest";

/**
 * Fields of one repository. Root candidates come by path, so they need no tree; three levels of the tree come beside them
 * and name what a second query has to read. Trees and blobs are no connections, so they cost no nodes of GitHub's 500,000.
 */
const ENTRY = "name type oid size";
const PROBES = PROBE_PATHS.map(
  (path, index) => `    p${index}: object(expression: ${JSON.stringify(`HEAD:${path}`)}) { ...blob }`,
).join("\n");

const BLOB_FRAGMENT = "fragment blob on Blob { oid byteSize isBinary isTruncated text }";

const REPOSITORY_FRAGMENT = `fragment repository on Repository {
    id databaseId name url description homepageUrl isArchived isFork isPrivate isEmpty pushedAt
    owner { login }
    primaryLanguage { name }
    languages(first: 20, orderBy: { field: SIZE, direction: DESC }) { edges { size node { name } } }
    repositoryTopics(first: 20) { nodes { topic { name } } }
    licenseInfo { spdxId name }
    defaultBranchRef { name target { ... on Commit {
      oid
      history(first: 30) { nodes { author { name user { login } } } }
      tree { oid entries { ${ENTRY} object { ... on Tree { entries { ${ENTRY} object { ... on Tree { entries { ${ENTRY} } } } } } } } }
    } } }
${PROBES}
}`;

/** Up to 100 repositories by node id, candidate files included. */
export const REPOSITORIES_QUERY = `query PorticoRepositories($ids: [ID!]!) {
  nodes(ids: $ids) { __typename ... on Repository { ...repository } }
}
${REPOSITORY_FRAGMENT}
${BLOB_FRAGMENT}`;

const DEEPER_FRAGMENT = `fragment deeper on Tree { entries { ${ENTRY} object { ... on Tree { entries { ${ENTRY} object { ... on Tree { entries { ${ENTRY} } } } } } } } }`;

/**
 * Objects of one repository: `blobs` as text, by git id or as `<commit>:<path>`; `trees` by git id, three levels deep.
 */
export type ObjectsWanted = {
  readonly nodeId: string;
  readonly blobs: readonly string[];
  readonly trees: readonly string[];
};

const OBJECT_ID = /^[0-9a-f]{40,64}$/;
// The path is a customer's word inside a query that reads other repositories too: no control character, no half of a pair.
const PATH_AT_COMMIT = /^[0-9a-f]{40,64}:[^\p{C}]{1,1024}$/u;

/** True for a path that can be read as `<commit>:<path>`. */
export function isReadablePath(commit: string, path: string): boolean {
  return PATH_AT_COMMIT.test(`${commit}:${path}`);
}

/**
 * One query for many objects of many repositories: `r<i>` a repository, `b<j>` its blobs, `t<j>` its trees, in the order asked for.
 *
 * @throws Error when an object id is neither hexadecimal nor a readable path: ids are written into the query's text
 */
export function objectsQuery(wanted: readonly ObjectsWanted[]): string {
  const read = (alias: string, oid: string, fragment: string) => {
    if (OBJECT_ID.test(oid)) return `${alias}: object(oid: "${oid}") { ...${fragment} }`;
    if (PATH_AT_COMMIT.test(oid))
      return `${alias}: object(expression: ${JSON.stringify(oid)}) { ...${fragment} }`;
    throw new Error(`"${oid.slice(0, 80)}" is not a git object id`);
  };
  const parts = wanted.map((repository, r) => {
    const blobs = repository.blobs.map((oid, b) => read(`b${b}`, oid, "blob"));
    const trees = repository.trees.map((oid, t) => read(`t${t}`, oid, "deeper"));
    return `  r${r}: node(id: ${JSON.stringify(repository.nodeId)}) { ... on Repository { id ${[...blobs, ...trees].join(" ")} } }`;
  });
  const fragments = [
    wanted.some((repository) => repository.blobs.length > 0) ? BLOB_FRAGMENT : "",
    wanted.some((repository) => repository.trees.length > 0) ? DEEPER_FRAGMENT : "",
  ];
  return `query PorticoObjects {\n${parts.join("\n")}\n}\n${fragments.join("\n")}`;
}

/** Teams with their members and repositories, and the people of the organisation; each list pages on its own. */
export const ORGANISATION_QUERY = `query PorticoOrganisation($login: String!, $teamsAfter: String, $peopleAfter: String, $withTeams: Boolean!, $withPeople: Boolean!) {
  organization(login: $login) {
    login url
    teams(first: 50, after: $teamsAfter) @include(if: $withTeams) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id databaseId slug name description parentTeam { slug }
        members(first: 100, membership: IMMEDIATE) { pageInfo { hasNextPage endCursor } nodes { login } }
        repositories(first: 100) { pageInfo { hasNextPage endCursor } edges { permission node { databaseId } } }
      }
    }
    membersWithRole(first: 100, after: $peopleAfter) @include(if: $withPeople) {
      pageInfo { hasNextPage endCursor }
      nodes { databaseId login name avatarUrl }
    }
  }
}`;

/** The rest of one large team. */
export const TEAM_QUERY = `query PorticoTeam($id: ID!, $membersAfter: String, $repositoriesAfter: String, $withMembers: Boolean!, $withRepositories: Boolean!) {
  node(id: $id) { ... on Team {
    members(first: 100, membership: IMMEDIATE, after: $membersAfter) @include(if: $withMembers) { pageInfo { hasNextPage endCursor } nodes { login } }
    repositories(first: 100, after: $repositoriesAfter) @include(if: $withRepositories) { pageInfo { hasNextPage endCursor } edges { permission node { databaseId } } }
  } }
}`;
