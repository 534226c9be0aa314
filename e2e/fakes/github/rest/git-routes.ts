import type { Context } from "hono";
import { z } from "zod";
import type { App, Env } from "../app-env";
import { requirePermission, requireRepo } from "../caller";
import type { Hub } from "../hub";
import { ApiProblem, notFound } from "../problem";
import { findObject, listFolder, type TreeEntry, treeSha, walk } from "../world/files";
import { ImpossibleChange } from "../world/impossible-change";
import { findCommit, findTree } from "../world/refs";
import type { File, Files, Repo } from "../world/types";
import { formatCommit } from "./format";
import { requireCommits } from "./repo-routes";

const putInput = z.object({
  message: z.string().min(1),
  content: z.string(),
  sha: z.string().optional(),
  branch: z.string().optional(),
});
const refInput = z.object({ ref: z.string().regex(/^refs\/heads\/.+/), sha: z.string().length(40) });
const deleteInput = z.object({ message: z.string().min(1), sha: z.string(), branch: z.string().optional() });
const largestInlineBytes = 1_048_576;

/** Trees, blobs and contents. */
export function gitRoutes(app: App, hub: Hub): void {
  const repoOf = (c: Context<Env>): Repo => {
    const repo = requireRepo(hub, c.get("caller"), c.req.param("owner") ?? "", c.req.param("repo") ?? "");
    if (repo.private) requirePermission(c.get("caller"), "contents");
    return repo;
  };
  const api = (repo: Repo) => `${hub.url()}/api/v3/repos/${repo.owner.login}/${repo.name}`;
  const treeLine = (repo: Repo, files: Files, root: string) => (entry: TreeEntry) => {
    const path = root === "" ? entry.path : entry.path.slice(root.length + 1);
    if (entry.kind === "tree")
      return {
        path,
        mode: "040000",
        type: "tree",
        sha: treeSha(files, entry.path),
        url: `${api(repo)}/git/trees/${treeSha(files, entry.path)}`,
      };
    return {
      path,
      mode: entry.file.mode,
      type: "blob",
      sha: entry.file.sha,
      size: entry.file.size,
      url: `${api(repo)}/git/blobs/${entry.file.sha}`,
    };
  };
  const isRaw = (c: Context<Env>) => /\.raw(\+json)?\b/.test(c.req.header("accept") ?? "");
  const raw = (file: File) =>
    new Response(new Uint8Array(file.bytes()), {
      headers: { "content-type": "application/vnd.github.raw; charset=utf-8" },
    });

  app.get("/api/v3/repos/:owner/:repo/git/trees/:sha{.+}", (c) => {
    const repo = repoOf(c);
    requireCommits(repo);
    const tree = findTree(repo, c.req.param("sha"));
    if (tree === undefined) throw notFound();
    const recursive = c.req.query("recursive") !== undefined;
    const entries = recursive ? walk(tree.files, tree.path) : (listFolder(tree.files, tree.path) ?? []);
    const truncated = recursive && (repo.truncatedTree || entries.length > 100_000);
    const shown = !truncated
      ? entries
      : entries.slice(0, repo.truncatedTree ? Math.ceil(entries.length / 2) : 100_000);
    const sha = treeSha(tree.files, tree.path);
    return c.json({
      sha,
      url: `${api(repo)}/git/trees/${sha}`,
      tree: shown.map(treeLine(repo, tree.files, tree.path)),
      truncated,
    });
  });
  app.get("/api/v3/repos/:owner/:repo/git/commits/:sha", (c) => {
    const repo = repoOf(c);
    const commit = findCommit(repo, c.req.param("sha"));
    if (commit === undefined) throw notFound();
    return c.json({
      sha: commit.sha,
      message: commit.message,
      tree: { sha: treeSha(commit.files, "") },
      author: { name: commit.author.name, email: commit.author.email, date: commit.date },
    });
  });
  const refJson = (repo: Repo, branch: string, sha: string) => ({
    ref: `refs/heads/${branch}`,
    url: `${api(repo)}/git/refs/heads/${branch}`,
    object: { type: "commit", sha, url: `${api(repo)}/git/commits/${sha}` },
  });
  app.get("/api/v3/repos/:owner/:repo/git/ref/:ref{.+}", (c) => {
    const repo = repoOf(c);
    requireCommits(repo);
    // GitHub takes the slash of heads/main escaped as well.
    const branch = decodeURIComponent(c.req.param("ref")).replace(/^heads\//, "");
    const tip = repo.branches().get(branch)?.commits[0];
    if (tip === undefined) throw notFound();
    return c.json(refJson(repo, branch, tip.sha));
  });
  app.post("/api/v3/repos/:owner/:repo/git/refs", async (c) => {
    const repo = repoOf(c);
    requirePermission(c.get("caller"), "contents", "write");
    if (repo.archived) throw new ApiProblem(403, "Repository was archived so is read-only.");
    const parsed = refInput.safeParse(await c.req.json());
    if (!parsed.success) throw new ApiProblem(422, "Invalid request.", {}, { errors: parsed.error.issues });
    const { ref, sha } = parsed.data;
    const branch = ref.replace(/^refs\/heads\//, "");
    try {
      hub.change({ kind: "create-branch", org: repo.owner.login, repo: repo.name, branch, sha });
    } catch (error) {
      if (error instanceof ImpossibleChange) throw new ApiProblem(422, error.message);
      throw error;
    }
    return c.json(refJson(repo, branch, sha), 201);
  });
  app.get("/api/v3/repos/:owner/:repo/git/blobs/:sha", (c) => {
    const repo = repoOf(c);
    requireCommits(repo);
    const found = [...repo.branches().values()].map((branch) =>
      findObject(branch.commits[0].files, c.req.param("sha")),
    );
    const file = found.flatMap((one) => (one !== undefined && "file" in one ? [one.file] : []))[0];
    if (file === undefined) throw notFound();
    if (isRaw(c)) return raw(file);
    return c.json({
      sha: file.sha,
      size: file.size,
      encoding: "base64",
      content: lines(file.bytes()),
      url: `${api(repo)}/git/blobs/${file.sha}`,
    });
  });

  const fileJson = (repo: Repo, path: string, file: File, ref: string) => ({
    type: "file",
    name: path.slice(path.lastIndexOf("/") + 1),
    path,
    sha: file.sha,
    size: file.size,
    url: `${api(repo)}/contents/${path}?ref=${ref}`,
    html_url: `${hub.url()}/${repo.owner.login}/${repo.name}/blob/${ref}/${path}`,
    download_url: `${hub.url()}/${repo.owner.login}/${repo.name}/raw/${ref}/${path}`,
  });
  const read = (c: Context<Env>, path: string) => {
    const repo = repoOf(c);
    const ref = c.req.query("ref") ?? repo.defaultBranch;
    if (repo.branches().size === 0) throw new ApiProblem(404, "This repository is empty.");
    const commit = findCommit(repo, ref);
    if (commit === undefined) throw new ApiProblem(404, `No commit found for the ref ${ref}`);
    const file = commit.files.get(path);
    if (file === undefined) {
      const entries = listFolder(commit.files, path);
      if (entries === undefined) throw notFound();
      return c.json(
        entries.map((entry) =>
          entry.kind === "blob"
            ? fileJson(repo, entry.path, entry.file, ref)
            : {
                type: "dir",
                name: entry.name,
                path: entry.path,
                sha: treeSha(commit.files, entry.path),
                size: 0,
              },
        ),
      );
    }
    if (file.size > 100 * largestInlineBytes)
      throw new ApiProblem(
        403,
        "This API returns blobs up to 100 MB in size.",
        {},
        { errors: [{ resource: "Blob", field: "data", code: "too_large" }] },
      );
    if (isRaw(c)) return raw(file);
    const inline = file.size <= largestInlineBytes;
    return c.json({
      ...fileJson(repo, path, file, ref),
      encoding: inline ? "base64" : "none",
      content: inline ? lines(file.bytes()) : "",
    });
  };
  app.get("/api/v3/repos/:owner/:repo/contents", (c) => read(c, ""));
  app.get("/api/v3/repos/:owner/:repo/contents/:path{.*}", (c) =>
    read(c, c.req.param("path").replace(/\/$/, "")),
  );
  app.get("/api/v3/repos/:owner/:repo/readme", (c) => {
    const tip = findCommit(repoOf(c), "HEAD");
    const path = [...(tip?.files.keys() ?? [])].find((name) =>
      /^(\.github\/|docs\/)?readme(\.\w+)?$/i.test(name),
    );
    if (path === undefined) throw notFound();
    return read(c, path);
  });

  const write = async (c: Context<Env>, remove: boolean) => {
    const repo = repoOf(c);
    const caller = c.get("caller");
    requirePermission(caller, "contents", "write");
    if (caller.kind === "user" && !repo.owner.roles.has(caller.login)) throw notFound();
    if (repo.archived) throw new ApiProblem(403, "Repository was archived so is read-only.");
    const path = c.req.param("path") ?? "";
    const parsed = (remove ? deleteInput : putInput).safeParse(await c.req.json());
    if (!parsed.success) throw new ApiProblem(422, "Invalid request.", {}, { errors: parsed.error.issues });
    const input = parsed.data;
    const branch = input.branch ?? repo.defaultBranch;
    const current = repo.branches().get(branch)?.commits[0].files.get(path);
    if (current !== undefined && input.sha === undefined)
      throw new ApiProblem(422, `Invalid request.\n\n"sha" wasn't supplied.`);
    if (current?.sha !== input.sha) throw new ApiProblem(409, `${path} does not match ${input.sha ?? ""}`);
    const text = "content" in input ? Buffer.from(input.content, "base64").toString("utf8") : undefined;
    const author = caller.kind === "user" ? { author: caller.login } : {};
    hub.change({
      kind: "push",
      org: repo.owner.login,
      repo: repo.name,
      branch,
      message: input.message,
      files: [text === undefined ? { path, delete: true } : { path, text }],
      ...author,
    });
    const commit = repo.branches().get(branch)?.commits[0];
    const file = commit?.files.get(path);
    const commitJson = commit === undefined ? {} : formatCommit(hub.url(), repo, commit);
    return c.json(
      {
        content: file === undefined ? null : fileJson(repo, path, file, branch),
        commit: { ...commitJson, sha: commit?.sha },
      },
      current === undefined ? 201 : 200,
    );
  };
  app.put("/api/v3/repos/:owner/:repo/contents/:path{.+}", (c) => write(c, false));
  app.delete("/api/v3/repos/:owner/:repo/contents/:path{.+}", (c) => write(c, true));
}

/** GitHub breaks base64 every 60 characters. */
function lines(bytes: Buffer): string {
  return `${bytes.toString("base64").replace(/(.{60})/g, "$1\n")}\n`;
}
