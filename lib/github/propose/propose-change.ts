import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import type { InstallationClient } from "../api/installation-client";
import type { BranchFile, RepositoryName } from "./file-at-branch";

export type Proposal = {
  readonly repository: RepositoryName;
  readonly baseBranch: string;
  /** the same text for the same change: a repetition finds its own branch and pull request */
  readonly branch: string;
  readonly path: string;
  readonly before: BranchFile;
  readonly text: string;
  readonly title: string;
  readonly body: string;
};

export type PullRequest = { readonly number: number; readonly url: string };

const refSchema = z.object({ object: z.object({ sha: z.string() }) });
const pullSchema = z.object({ number: z.number().int(), html_url: z.string() });

function statusOf(error: unknown): number | undefined {
  return error instanceof AppError && typeof error.details?.status === "number"
    ? error.details.status
    : undefined;
}

/** Runs a step that may have been done by an earlier try. */
async function unlessDone(done: readonly number[], step: () => Promise<unknown>): Promise<unknown> {
  try {
    return await step();
  } catch (error) {
    if (done.includes(statusOf(error) ?? 0)) return undefined;
    throw error;
  }
}

function parse<S extends z.ZodType>(schema: S, route: string, data: unknown): z.infer<S> {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new AppError("upstream_failed", `GitHub's answer to ${route} has not the documented form.`, {
    details: { status: 200 },
    cause: parsed.error,
  });
}

async function findOpen(client: InstallationClient, proposal: Proposal): Promise<PullRequest | undefined> {
  const { repository, branch } = proposal;
  const route = "GET /repos/{owner}/{repo}/pulls";
  const data = await client.rest(route, {
    ...repository,
    state: "open",
    head: `${repository.owner}:${branch}`,
  });
  const [found] = parse(
    z.array(pullSchema.extend({ head: z.object({ ref: z.string() }) })),
    route,
    data,
  ).filter((pull) => pull.head.ref === branch);
  return found && { number: found.number, url: found.html_url };
}

/**
 * Branch, commit and pull request with one changed file. Safe to repeat: each step finds what an earlier try left.
 *
 * @throws AppError forbidden - the installation may not write contents or pull requests; conflict - the file changed meanwhile;
 *   upstream_failed
 */
export async function proposeChange(client: InstallationClient, proposal: Proposal): Promise<PullRequest> {
  const { repository, baseBranch, branch, path } = proposal;
  const open = await findOpen(client, proposal);
  if (open) return open;
  const route = "GET /repos/{owner}/{repo}/git/ref/{ref}";
  const base = parse(
    refSchema,
    route,
    await client.rest(route, { ...repository, ref: `heads/${baseBranch}` }),
  );
  await unlessDone([422], () =>
    client.rest("POST /repos/{owner}/{repo}/git/refs", {
      ...repository,
      ref: `refs/heads/${branch}`,
      sha: base.object.sha,
    }),
  );
  const content = Buffer.from(proposal.text, "utf8").toString("base64");
  try {
    await client.rest("PUT /repos/{owner}/{repo}/contents/{path}", {
      ...repository,
      path,
      branch,
      content,
      sha: proposal.before.sha,
      message: proposal.title,
    });
  } catch (error) {
    if (statusOf(error) !== 409) throw error;
    const there = await client.rest("GET /repos/{owner}/{repo}/contents/{path}", {
      ...repository,
      path,
      ref: branch,
    });
    const same = z.object({ content: z.string() }).safeParse(there);
    if (!same.success || same.data.content.replace(/\s/g, "") !== content)
      throw new AppError("conflict", `${path} was changed on GitHub meanwhile. Try again.`, { cause: error });
  }
  const created = "POST /repos/{owner}/{repo}/pulls";
  const data = await unlessDone([422], () =>
    client.rest(created, {
      ...repository,
      title: proposal.title,
      body: proposal.body,
      head: branch,
      base: baseBranch,
    }),
  );
  const pull =
    data === undefined
      ? await findOpen(client, proposal)
      : (({ number, html_url }) => ({ number, url: html_url }))(parse(pullSchema, created, data));
  if (!pull)
    throw new AppError("upstream_failed", "GitHub refused to open the pull request.", {
      details: { status: 422 },
    });
  return pull;
}
