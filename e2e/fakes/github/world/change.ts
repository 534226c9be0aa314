import { z } from "zod";

const name = z.string().regex(/^[A-Za-z0-9._-]{1,100}$/);
const permission = z.enum(["pull", "triage", "push", "maintain", "admin"]);

/** What a test or a web page may do to an organisation. Kept as a journal, so that a restart replays it. */
export const changeSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("push"),
    org: name,
    repo: name,
    branch: z.string().min(1).optional(),
    message: z.string().default("Update files"),
    author: z.string().optional(),
    /** Text puts a file, `delete: true` removes it, `sizeBytes` makes a large one. */
    files: z.array(
      z.strictObject({
        path: z.string().min(1),
        text: z.string().optional(),
        delete: z.boolean().optional(),
        sizeBytes: z.number().int().optional(),
      }),
    ),
  }),
  z.strictObject({
    kind: z.literal("edit-repo"),
    org: name,
    repo: name,
    name: name.optional(),
    description: z.string().optional(),
    archived: z.boolean().optional(),
    private: z.boolean().optional(),
    defaultBranch: z.string().min(1).optional(),
    topics: z.array(z.string()).optional(),
    truncatedTree: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal("create-repo"),
    org: name,
    repo: name,
    description: z.string().optional(),
    private: z.boolean().default(false),
    files: z.record(z.string(), z.string()).optional(),
  }),
  z.strictObject({
    kind: z.literal("create-branch"),
    org: name,
    repo: name,
    branch: z.string().min(1),
    sha: z.string(),
  }),
  z.strictObject({
    kind: z.literal("open-pull"),
    org: name,
    repo: name,
    branch: z.string().min(1),
    title: z.string().min(1),
    body: z.string().default(""),
    author: z.string(),
  }),
  z.strictObject({
    kind: z.literal("merge-pull"),
    org: name,
    repo: name,
    number: z.number().int(),
    by: z.string().default("ada"),
  }),
  z.strictObject({ kind: z.literal("delete-repo"), org: name, repo: name }),
  z.strictObject({ kind: z.literal("transfer-repo"), org: name, repo: name, to: name }),
  z.strictObject({
    kind: z.literal("put-team"),
    org: name,
    team: name,
    name: z.string().optional(),
    description: z.string().optional(),
    parent: name.optional(),
  }),
  z.strictObject({ kind: z.literal("delete-team"), org: name, team: name }),
  z.strictObject({
    kind: z.literal("put-team-member"),
    org: name,
    team: name,
    login: name,
    role: z.enum(["member", "maintainer"]).default("member"),
  }),
  z.strictObject({ kind: z.literal("delete-team-member"), org: name, team: name, login: name }),
  z.strictObject({
    kind: z.literal("put-team-repo"),
    org: name,
    team: name,
    repo: name,
    permission: permission.default("push"),
  }),
  z.strictObject({ kind: z.literal("delete-team-repo"), org: name, team: name, repo: name }),
  z.strictObject({
    kind: z.literal("put-member"),
    org: name,
    login: name,
    name: z.string().optional(),
    role: z.enum(["admin", "member"]).default("member"),
  }),
  z.strictObject({ kind: z.literal("delete-member"), org: name, login: name }),
]);

export type Change = z.output<typeof changeSchema>;

/** A change as it happened; `number` makes ids of what it creates. */
export interface JournalEntry {
  readonly number: number;
  readonly at: string;
  readonly change: Change;
}
