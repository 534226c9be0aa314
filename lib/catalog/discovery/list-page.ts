import { z } from "zod";
import type { InstallationClient } from "@/lib/github";
import { AppError } from "@/lib/platform/errors";
import type { ListedRepository } from "../store/discovery-store";

const repositorySchema = z.object({
  id: z.number().int().positive(),
  node_id: z.string().min(1).max(200),
  name: z.string().min(1).max(100),
  owner: z.object({ login: z.string() }),
  html_url: z.string(),
  description: z.string().nullish(),
  private: z.boolean(),
  fork: z.boolean(),
  archived: z.boolean().default(false),
  default_branch: z.string().nullish(),
  pushed_at: z.string().nullish(),
  language: z.string().nullish(),
  topics: z.array(z.string()).default([]),
});
const pageSchema = z.object({
  total_count: z.number().int().nonnegative(),
  repositories: z.array(repositorySchema),
});

export const LIST_PAGE_SIZE = 100;

// Postgres refuses NUL in text.
const clean = (text: string | null | undefined) => (text ? text.replaceAll("\u0000", "") : null);

export function toListed(found: z.infer<typeof repositorySchema>): ListedRepository {
  return {
    external_id: String(found.id),
    node_id: found.node_id,
    owner: found.owner.login,
    name: found.name,
    url: found.html_url,
    description: clean(found.description),
    default_branch: found.default_branch ?? null,
    archived: found.archived,
    fork: found.fork,
    private: found.private,
    language: found.language ?? null,
    topics: found.topics,
    pushed_at: found.pushed_at ?? null,
  };
}

/**
 * One page of what the installation may see, whether it was given all repositories or chosen ones.
 *
 * @param page - from 1
 */
export async function listPage(
  client: InstallationClient,
  page: number,
): Promise<{ readonly total: number; readonly repositories: readonly ListedRepository[] }> {
  const parsed = pageSchema.safeParse(
    await client.rest("GET /installation/repositories", { per_page: LIST_PAGE_SIZE, page }),
  );
  if (!parsed.success)
    throw new AppError("upstream_failed", "GitHub's list of repositories has not the documented form.", {
      cause: parsed.error,
      details: { status: 200 },
    });
  return { total: parsed.data.total_count, repositories: parsed.data.repositories.map(toListed) };
}

/** One repository by GitHub's id, wherever it has been renamed or moved to; undefined when the installation does not see it. */
export async function findById(
  client: InstallationClient,
  externalId: string,
): Promise<ListedRepository | undefined> {
  try {
    const parsed = repositorySchema.safeParse(
      await client.rest("GET /repositories/{id}", { id: externalId }),
    );
    if (!parsed.success)
      throw new AppError(
        "upstream_failed",
        "GitHub's description of a repository has not the documented form.",
        { cause: parsed.error, details: { status: 200 } },
      );
    return toListed(parsed.data);
  } catch (error) {
    if (error instanceof AppError && (error.code === "not_found" || error.code === "forbidden"))
      return undefined;
    throw error;
  }
}
