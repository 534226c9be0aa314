import { blobSha, fakeSha } from "./hash";
import type { FileSeed } from "./seed";
import type { File, Files } from "./types";

const binaryEndings =
  /\.(png|jpe?g|gif|ico|webp|woff2?|ttf|otf|eot|jar|zip|gz|tgz|pdf|mp4|so|dylib|class|keystore|jks|p12)$/i;

export function textFile(text: string, mode: File["mode"] = "100644"): File {
  const size = Buffer.byteLength(text);
  let sha: string | undefined;
  return {
    get sha() {
      sha ??= blobSha(Buffer.from(text));
      return sha;
    },
    size,
    mode,
    binary: text.includes("\0"),
    bytes: () => Buffer.from(text),
  };
}

export function makeFile(repoName: string, path: string, seed: FileSeed): File {
  if (typeof seed === "string") return textFile(seed);
  const binary = seed.binary ?? binaryEndings.test(path);
  const placeholder = () => `${path} of ${repoName}: this copy holds ${seed.size} bytes by name only.\n`;
  return {
    sha: seed.sha ?? fakeSha(repoName, path, String(seed.size)),
    size: seed.size,
    mode: seed.mode ?? "100644",
    binary,
    bytes: () => Buffer.from(binary ? "\0binary\0" : (seed.text ?? placeholder)()),
  };
}

export function makeFiles(repoName: string, seeds: Readonly<Record<string, FileSeed>>): Files {
  return new Map(Object.entries(seeds).map(([path, seed]) => [path, makeFile(repoName, path, seed)]));
}

export type TreeEntry =
  | { readonly kind: "blob"; readonly name: string; readonly path: string; readonly file: File }
  | { readonly kind: "tree"; readonly name: string; readonly path: string };

type Folders = ReadonlyMap<string, readonly TreeEntry[]>;
const cache = new WeakMap<Files, Folders>();

function indexFolders(files: Files): Folders {
  const folders = new Map<string, TreeEntry[]>([["", []]]);
  function folder(path: string): TreeEntry[] {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const entries: TreeEntry[] = [];
    folders.set(path, entries);
    const cut = path.lastIndexOf("/");
    folder(path.slice(0, Math.max(cut, 0))).push({ kind: "tree", name: path.slice(cut + 1), path });
    return entries;
  }
  for (const [path, file] of files) {
    const cut = path.lastIndexOf("/");
    folder(path.slice(0, Math.max(cut, 0))).push({ kind: "blob", name: path.slice(cut + 1), path, file });
  }
  for (const entries of folders.values()) entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return folders;
}

/** What a folder holds directly; "" is the root. Undefined when there is no such folder. */
export function listFolder(files: Files, path: string): readonly TreeEntry[] | undefined {
  const folders = cache.get(files) ?? indexFolders(files);
  cache.set(files, folders);
  return folders.get(path);
}

const treeShas = new WeakMap<Files, Map<string, string>>();

/** A stand-in for git's tree id: changes when anything below changes. */
export function treeSha(files: Files, path: string): string {
  const known = treeShas.get(files) ?? new Map<string, string>();
  treeShas.set(files, known);
  const found = known.get(path);
  if (found !== undefined) return found;
  const entries = listFolder(files, path) ?? [];
  const lines = entries.map(
    (entry) => `${entry.name} ${entry.kind === "blob" ? entry.file.sha : treeSha(files, entry.path)}`,
  );
  const sha = fakeSha("tree", ...lines);
  known.set(path, sha);
  return sha;
}

/** Every folder and file below a folder, parents first. */
export function walk(files: Files, path: string): TreeEntry[] {
  return (listFolder(files, path) ?? []).flatMap((entry) =>
    entry.kind === "blob" ? [entry] : [entry, ...walk(files, entry.path)],
  );
}

const objects = new WeakMap<
  Files,
  ReadonlyMap<string, { readonly file: File } | { readonly folder: string }>
>();

/** The file or folder whose git id this is. */
export function findObject(
  files: Files,
  sha: string,
): { readonly file: File } | { readonly folder: string } | undefined {
  let known = objects.get(files);
  if (known === undefined) {
    const below = walk(files, "").map(
      (entry): [string, { readonly file: File } | { readonly folder: string }] =>
        entry.kind === "blob"
          ? [entry.file.sha, { file: entry.file }]
          : [treeSha(files, entry.path), { folder: entry.path }],
    );
    known = new Map([[treeSha(files, ""), { folder: "" }], ...below]);
    objects.set(files, known);
  }
  return known.get(sha);
}
