import { buildSchema } from "graphql";

/** The part of GitHub's schema that this stand-in serves; names, arguments and nullability are GitHub's. */
export const schema = buildSchema(`
  scalar DateTime
  scalar URI
  scalar GitObjectID

  enum OrderDirection { ASC DESC }
  enum RepositoryOrderField { CREATED_AT UPDATED_AT PUSHED_AT NAME STARGAZERS }
  enum RepositoryVisibility { PUBLIC PRIVATE INTERNAL }
  enum RepositoryPrivacy { PUBLIC PRIVATE }
  enum RepositoryPermission { READ TRIAGE WRITE MAINTAIN ADMIN }
  enum OrganizationMemberRole { ADMIN MEMBER }
  enum TeamMemberRole { MAINTAINER MEMBER }
  enum TeamMembershipType { ALL CHILD_TEAM IMMEDIATE }
  enum PullRequestState { OPEN CLOSED MERGED }
  input RepositoryOrder { field: RepositoryOrderField! direction: OrderDirection! }
  enum LanguageOrderField { SIZE }
  input LanguageOrder { field: LanguageOrderField! direction: OrderDirection! }

  interface Node { id: ID! }
  interface Actor { login: String! url: URI! avatarUrl(size: Int): URI! }
  interface RepositoryOwner { id: ID! login: String! url: URI! avatarUrl(size: Int): URI! }
  interface GitObject { id: ID! oid: GitObjectID! abbreviatedOid: String! }
  type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }

  type Query {
    viewer: User!
    organization(login: String!): Organization
    repository(owner: String!, name: String!, followRenames: Boolean = true): Repository
    repositoryOwner(login: String!): RepositoryOwner
    user(login: String!): User
    node(id: ID!): Node
    nodes(ids: [ID!]!): [Node]!
    rateLimit(dryRun: Boolean = false): RateLimit
  }
  type RateLimit { limit: Int! cost: Int! remaining: Int! used: Int! resetAt: DateTime! nodeCount: Int! }

  type User implements Node & Actor & RepositoryOwner {
    id: ID! databaseId: Int login: String! name: String email: String! url: URI! avatarUrl(size: Int): URI!
  }

  type Organization implements Node & Actor & RepositoryOwner {
    id: ID! databaseId: Int login: String! name: String description: String url: URI! avatarUrl(size: Int): URI!
    repository(name: String!, followRenames: Boolean = true): Repository
    repositories(first: Int, after: String, last: Int, before: String, orderBy: RepositoryOrder, isArchived: Boolean, isFork: Boolean, privacy: RepositoryPrivacy, visibility: RepositoryVisibility): RepositoryConnection!
    membersWithRole(first: Int, after: String, last: Int, before: String): OrganizationMemberConnection!
    team(slug: String!): Team
    teams(first: Int, after: String, last: Int, before: String, query: String, rootTeamsOnly: Boolean = false): TeamConnection!
  }
  type OrganizationMemberConnection { totalCount: Int! pageInfo: PageInfo! nodes: [User] edges: [OrganizationMemberEdge] }
  type OrganizationMemberEdge { cursor: String! role: OrganizationMemberRole hasTwoFactorEnabled: Boolean node: User }

  type Team implements Node {
    id: ID! databaseId: Int slug: String! name: String! description: String combinedSlug: String! url: URI! parentTeam: Team organization: Organization!
    members(first: Int, after: String, last: Int, before: String, membership: TeamMembershipType = ALL): TeamMemberConnection!
    repositories(first: Int, after: String, last: Int, before: String): TeamRepositoryConnection!
    childTeams(first: Int, after: String, last: Int, before: String, immediateOnly: Boolean = true): TeamConnection!
  }
  type TeamConnection { totalCount: Int! pageInfo: PageInfo! nodes: [Team] edges: [TeamEdge] }
  type TeamEdge { cursor: String! node: Team }
  type TeamMemberConnection { totalCount: Int! pageInfo: PageInfo! nodes: [User] edges: [TeamMemberEdge] }
  type TeamMemberEdge { cursor: String! role: TeamMemberRole! node: User! }
  type TeamRepositoryConnection { totalCount: Int! pageInfo: PageInfo! nodes: [Repository] edges: [TeamRepositoryEdge] }
  type TeamRepositoryEdge { cursor: String! permission: RepositoryPermission! node: Repository! }

  type Repository implements Node {
    id: ID! databaseId: Int name: String! nameWithOwner: String! owner: RepositoryOwner! url: URI! sshUrl: String! description: String homepageUrl: URI
    isArchived: Boolean! isFork: Boolean! isEmpty: Boolean! isPrivate: Boolean! isDisabled: Boolean! isTemplate: Boolean! isLocked: Boolean! isMirror: Boolean!
    visibility: RepositoryVisibility! createdAt: DateTime! pushedAt: DateTime updatedAt: DateTime! archivedAt: DateTime diskUsage: Int stargazerCount: Int! forkCount: Int!
    primaryLanguage: Language
    languages(first: Int, after: String, last: Int, before: String, orderBy: LanguageOrder): LanguageConnection
    repositoryTopics(first: Int, after: String, last: Int, before: String): RepositoryTopicConnection!
    licenseInfo: License
    defaultBranchRef: Ref
    ref(qualifiedName: String!): Ref
    object(oid: GitObjectID, expression: String): GitObject
    collaborators(first: Int, after: String, last: Int, before: String): RepositoryCollaboratorConnection
    pullRequests(first: Int, after: String, last: Int, before: String, states: [PullRequestState!]): PullRequestConnection!
  }
  type RepositoryConnection { totalCount: Int! totalDiskUsage: Int! pageInfo: PageInfo! nodes: [Repository] edges: [RepositoryEdge] }
  type RepositoryEdge { cursor: String! node: Repository }
  type RepositoryCollaboratorConnection { totalCount: Int! pageInfo: PageInfo! nodes: [User] edges: [RepositoryCollaboratorEdge] }
  type RepositoryCollaboratorEdge { cursor: String! permission: RepositoryPermission! node: User! }
  type Language implements Node { id: ID! name: String! color: String }
  type LanguageConnection { totalCount: Int! totalSize: Int! pageInfo: PageInfo! nodes: [Language] edges: [LanguageEdge] }
  type LanguageEdge { cursor: String! size: Int! node: Language! }
  type Topic implements Node { id: ID! name: String! }
  type RepositoryTopic implements Node { id: ID! topic: Topic! url: URI! }
  type RepositoryTopicConnection { totalCount: Int! pageInfo: PageInfo! nodes: [RepositoryTopic] }
  type License { key: String! name: String! spdxId: String }
  type PullRequest implements Node { id: ID! number: Int! title: String! url: URI! state: PullRequestState! isDraft: Boolean! author: Actor createdAt: DateTime! updatedAt: DateTime! mergedAt: DateTime }
  type PullRequestConnection { totalCount: Int! pageInfo: PageInfo! nodes: [PullRequest] }

  type Ref implements Node { id: ID! name: String! prefix: String! target: GitObject }
  type GitActor { name: String email: String date: DateTime user: User avatarUrl(size: Int): URI! }
  type Commit implements GitObject & Node {
    id: ID! oid: GitObjectID! abbreviatedOid: String! message: String! messageHeadline: String! committedDate: DateTime! authoredDate: DateTime! url: URI!
    author: GitActor committer: GitActor tree: Tree!
    history(first: Int, after: String, last: Int, before: String, path: String, since: DateTime): CommitHistoryConnection!
    file(path: String!): TreeEntry
  }
  type CommitHistoryConnection { totalCount: Int! pageInfo: PageInfo! nodes: [Commit] }
  type Tree implements GitObject & Node { id: ID! oid: GitObjectID! abbreviatedOid: String! entries: [TreeEntry!] }
  type TreeEntry { name: String! path: String type: String! mode: Int! oid: GitObjectID! size: Int! extension: String isGenerated: Boolean! lineCount: Int object: GitObject }
  type Blob implements GitObject & Node { id: ID! oid: GitObjectID! abbreviatedOid: String! byteSize: Int! isBinary: Boolean isTruncated: Boolean! text: String }
`);
