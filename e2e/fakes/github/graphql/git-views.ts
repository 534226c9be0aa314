import { findObject, listFolder, type TreeEntry, treeSha } from "../world/files";
import { nodeId } from "../world/hash";
import { findCommit, touches } from "../world/refs";
import type { Commit, File, Files, Repo } from "../world/types";
import { connect, type Page } from "./connection";
import { type Scope, viewLogin } from "./people-views";

// GitHub cuts the text of a blob near this size and says so in `isTruncated`.
const longestText = 512_000;
const object = (typename: string, oid: string) => ({
  __typename: typename,
  id: `${typename.slice(0, 1)}_${oid}`,
  oid,
  abbreviatedOid: oid.slice(0, 7),
});

function viewBlob(file: File) {
  return {
    ...object("Blob", file.sha),
    byteSize: file.size,
    isBinary: file.binary,
    isTruncated: !file.binary && file.size > longestText,
    text: () => (file.binary ? undefined : file.bytes().toString("utf8").slice(0, longestText)),
  };
}

// Classes here: a page of 100 repositories makes thousands of these, and closures per object tripled its time (2026-11-23).
class EntryView {
  readonly isGenerated = false;
  readonly name: string;
  readonly path: string;
  readonly type: "blob" | "tree";
  constructor(
    private readonly files: Files,
    private readonly entry: TreeEntry,
  ) {
    this.name = entry.name;
    this.path = entry.path;
    this.type = entry.kind;
  }
  get extension(): string {
    const cut = this.name.lastIndexOf(".");
    return cut === -1 ? "" : this.name.slice(cut);
  }
  get size(): number {
    return this.entry.kind === "blob" ? this.entry.file.size : 0;
  }
  get mode(): number {
    if (this.entry.kind === "tree") return 0o40000;
    return this.entry.file.mode === "100755" ? 0o100755 : 0o100644;
  }
  get oid(): string {
    return this.entry.kind === "tree" ? treeSha(this.files, this.path) : this.entry.file.sha;
  }
  object(): object {
    return this.entry.kind === "tree" ? viewTree(this.files, this.path) : viewBlob(this.entry.file);
  }
}

function viewEntry(files: Files, entry: TreeEntry): EntryView {
  return new EntryView(files, entry);
}

export function viewTree(files: Files, path: string) {
  const oid = () => treeSha(files, path);
  return {
    __typename: "Tree",
    id: () => `T_${oid()}`,
    oid,
    abbreviatedOid: () => oid().slice(0, 7),
    entries: () => (listFolder(files, path) ?? []).map((entry) => viewEntry(files, entry)),
  };
}

class ActorView {
  constructor(
    private readonly scope: Scope,
    private readonly commit: Commit,
  ) {}
  get name(): string {
    return this.commit.author.name;
  }
  get email(): string {
    return this.commit.author.email;
  }
  get date(): string {
    return this.commit.date;
  }
  get avatarUrl(): string {
    return `${this.scope.base}/avatars/${this.commit.author.login ?? "ghost"}.svg`;
  }
  user(): object | undefined {
    const { login } = this.commit.author;
    return login === undefined ? undefined : viewLogin(this.scope, login);
  }
}

class CommitView {
  readonly __typename = "Commit";
  constructor(
    private readonly scope: Scope,
    private readonly repo: Repo,
    private readonly commit: Commit,
  ) {}
  get id(): string {
    return `C_${this.commit.sha}`;
  }
  get oid(): string {
    return this.commit.sha;
  }
  get abbreviatedOid(): string {
    return this.commit.sha.slice(0, 7);
  }
  get message(): string {
    return this.commit.message;
  }
  get messageHeadline(): string | undefined {
    return this.commit.message.split("\n")[0];
  }
  get committedDate(): string {
    return this.commit.date;
  }
  get authoredDate(): string {
    return this.commit.date;
  }
  get url(): string {
    return `${this.scope.base}/${this.repo.owner.login}/${this.repo.name}/commit/${this.commit.sha}`;
  }
  author(): ActorView {
    return new ActorView(this.scope, this.commit);
  }
  committer(): ActorView {
    return new ActorView(this.scope, this.commit);
  }
  tree(): object {
    return viewTree(this.commit.files, "");
  }
  file({ path }: { readonly path: string }): EntryView | undefined {
    const { files } = this.commit;
    const name = path.slice(path.lastIndexOf("/") + 1);
    const entry = listFolder(files, path.slice(0, Math.max(path.lastIndexOf("/"), 0)))?.find(
      (one) => one.name === name,
    );
    return entry === undefined ? undefined : viewEntry(files, entry);
  }
  history(page: Page & { readonly path?: string; readonly since?: string }): object {
    const { scope, repo, commit } = this;
    const all = [...repo.branches().values()].find((branch) => branch.commits.includes(commit))?.commits ?? [
      commit,
    ];
    const own = all[0] === commit ? all : all.slice(all.indexOf(commit));
    const { since } = page;
    const recent = since === undefined ? own : own.filter((one) => one.date >= since);
    return connect(page.path === undefined ? recent : touches(recent, page.path), page, {
      id: (one) => one.sha,
      node: (one) => viewCommit(scope, repo, one),
    });
  }
}

export function viewCommit(scope: Scope, repo: Repo, commit: Commit): CommitView {
  return new CommitView(scope, repo, commit);
}

export function viewRef(scope: Scope, repo: Repo, name: string) {
  const branch = repo.branches().get(name);
  if (branch === undefined) return undefined;
  return {
    id: `${nodeId("Repository", repo.id)}:${name}`,
    name,
    prefix: "refs/heads/",
    target: () => viewCommit(scope, repo, branch.commits[0]),
  };
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
    // An id read a moment ago still answers after a push.
    for (const { files } of branch.commits.slice(0, 5)) {
      const found = findObject(files, oid);
      if (found !== undefined) return "file" in found ? viewBlob(found.file) : viewTree(files, found.folder);
    }
  }
  return undefined;
}
