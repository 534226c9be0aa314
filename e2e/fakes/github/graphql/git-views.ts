import { listFolder, type TreeEntry, treeSha } from "../world/files";
import { nodeId } from "../world/hash";
import { findCommit, touches } from "../world/refs";
import type { Commit, File, Files, Repo } from "../world/types";
import { connect, type Page } from "./connection";
import { type Scope, viewLogin } from "./people-views";

// GitHub cuts the text of a blob near this size and says so in `isTruncated`.
const longestText = 512_000;
const object = (typename: string, oid: string) => ({ __typename: typename, id: `${typename.slice(0, 1)}_${oid}`, oid, abbreviatedOid: oid.slice(0, 7) });

function viewBlob(file: File) {
  return {
    ...object("Blob", file.sha),
    byteSize: file.size,
    isBinary: file.binary,
    isTruncated: !file.binary && file.size > longestText,
    text: () => (file.binary ? undefined : file.bytes().toString("utf8").slice(0, longestText)),
  };
}

function viewEntry(files: Files, entry: TreeEntry) {
  const cut = entry.name.lastIndexOf(".");
  const common = { name: entry.name, path: entry.path, extension: cut === -1 ? "" : entry.name.slice(cut), isGenerated: false };
  if (entry.kind === "tree") return { ...common, type: "tree", mode: 0o40000, oid: () => treeSha(files, entry.path), size: 0, object: () => viewTree(files, entry.path) };
  const { file } = entry;
  return { ...common, type: "blob", mode: file.mode === "100755" ? 0o100755 : 0o100644, oid: () => file.sha, size: file.size, object: () => viewBlob(file) };
}

export function viewTree(files: Files, path: string) {
  const oid = () => treeSha(files, path);
  return { __typename: "Tree", id: () => `T_${oid()}`, oid, abbreviatedOid: () => oid().slice(0, 7), entries: () => (listFolder(files, path) ?? []).map((entry) => viewEntry(files, entry)) };
}

function viewActor(scope: Scope, commit: Commit) {
  const { name, email, login } = commit.author;
  return { name, email, date: commit.date, avatarUrl: `${scope.base}/avatars/${login ?? "ghost"}.svg`, user: () => (login === undefined ? undefined : viewLogin(scope, login)) };
}

export function viewCommit(scope: Scope, repo: Repo, commit: Commit): object {
  return {
    ...object("Commit", commit.sha),
    message: commit.message,
    messageHeadline: commit.message.split("\n")[0],
    committedDate: commit.date,
    authoredDate: commit.date,
    url: `${scope.base}/${repo.owner.login}/${repo.name}/commit/${commit.sha}`,
    author: () => viewActor(scope, commit),
    committer: () => viewActor(scope, commit),
    tree: () => viewTree(commit.files, ""),
    file: ({ path }: { readonly path: string }) => {
      const name = path.slice(path.lastIndexOf("/") + 1);
      const parent = listFolder(commit.files, path.slice(0, Math.max(path.lastIndexOf("/"), 0)));
      const entry = parent?.find((one) => one.name === name);
      return entry === undefined ? undefined : viewEntry(commit.files, entry);
    },
    history: (page: Page & { readonly path?: string; readonly since?: string }) => {
      const all = [...repo.branches().values()].find((branch) => branch.commits.includes(commit))?.commits ?? [commit];
      const own = all.slice(all.indexOf(commit));
      const since = page.since;
      const recent = since === undefined ? own : own.filter((one) => one.date >= since);
      return connect(page.path === undefined ? recent : touches(recent, page.path), page, { id: (one) => one.sha, node: (one) => viewCommit(scope, repo, one) });
    },
  };
}

export function viewRef(scope: Scope, repo: Repo, name: string) {
  const branch = repo.branches().get(name);
  if (branch === undefined) return undefined;
  return { id: `${nodeId("Repository", repo.id)}:${name}`, name, prefix: "refs/heads/", target: () => viewCommit(scope, repo, branch.commits[0]) };
}

/** What `object(expression: "HEAD:docs/index.md")` finds; undefined for nothing there. */
export function viewExpression(scope: Scope, repo: Repo, expression: string): object | undefined {
  const colon = expression.indexOf(":");
  const commit = findCommit(repo, colon === -1 ? expression : expression.slice(0, colon));
  if (commit === undefined) return undefined;
  if (colon === -1) return viewCommit(scope, repo, commit);
  const path = expression.slice(colon + 1).replace(/\/$/, "");
  const file = commit.files.get(path);
  if (file !== undefined) return viewBlob(file);
  return listFolder(commit.files, path) === undefined ? undefined : viewTree(commit.files, path);
}

export function viewOid(scope: Scope, repo: Repo, oid: string): object | undefined {
  for (const branch of repo.branches().values()) {
    const commit = branch.commits.find((one) => one.sha === oid);
    if (commit !== undefined) return viewCommit(scope, repo, commit);
    for (const file of branch.commits[0].files.values()) if (file.sha === oid) return viewBlob(file);
  }
  return undefined;
}
