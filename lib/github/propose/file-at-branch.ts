import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import type { InstallationClient } from "../api/installation-client";

export type RepositoryName = { readonly owner: string; readonly repo: string };

/** A file as it stands on a branch now. `sha` is its blob's id, by which GitHub notices that somebody else was faster. */
export type BranchFile = { readonly text: string; readonly sha: string };

const contentsSchema = z.object({
  type: z.literal("file"),
  encoding: z.string(),
  content: z.string(),
  sha: z.string(),
});

/**
 * Reads one text file of a branch.
 *
 * @throws AppError not_found - no such repository, branch or file; upstream_failed - it is no text file of at most 1 MiB
 */
export async function readBranchFile(
  client: InstallationClient,
  repository: RepositoryName,
  path: string,
  branch: string,
): Promise<BranchFile> {
  const answer = await client.rest("GET /repos/{owner}/{repo}/contents/{path}", {
    ...repository,
    path,
    ref: branch,
  });
  const parsed = contentsSchema.safeParse(answer);
  if (!parsed.success || parsed.data.encoding !== "base64")
    throw new AppError("upstream_failed", `${path} is not a file GitHub shows as text.`, {
      details: { status: 200 },
      cause: parsed.error,
    });
  const bytes = Buffer.from(parsed.data.content, "base64");
  try {
    return {
      text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes),
      sha: parsed.data.sha,
    };
  } catch (cause) {
    throw new AppError("upstream_failed", `${path} is not UTF-8.`, { details: { status: 200 }, cause });
  }
}
