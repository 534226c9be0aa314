import { listNamedFiles } from "../ingest/read/named-files";
import { isReadablePath } from "./discovery-queries";
import { type Draft, kindFilesOf, type WantedBlob } from "./snapshot-of-node";

/**
 * What the descriptors read so far name besides, and the files that define kinds, as blobs to read at the commit the rest was read at.
 *
 * @param asked - paths asked for in earlier rounds; added to
 */
export async function blobsNamedBy(draft: Draft, asked: Set<string>): Promise<WantedBlob[]> {
  const commit = draft.snapshot.headSha;
  if (!commit) return [];
  const sizes = new Map(draft.tree.map((entry) => [entry.path, entry.size ?? 0]));
  const blobs = draft.tree.flatMap((entry) => (entry.type === "blob" ? [entry.path] : []));
  const named = await listNamedFiles({
    place: draft.snapshot,
    files: draft.files,
    paths: new Set(blobs),
    treeTruncated: draft.treeTruncated,
    descriptors: draft.snapshot.descriptors ?? [],
  });
  const known = new Set(draft.files.map((file) => file.path));
  const kinds = (kindFilesOf(draft)?.paths ?? []).filter((path) => !known.has(path));
  const open = [...new Set([...kinds, ...named])].filter(
    (path) => !asked.has(path) && isReadablePath(commit, path),
  );
  for (const path of open) asked.add(path);
  return open.map((path) => ({ path, oid: `${commit}:${path}`, sizeBytes: sizes.get(path) ?? 0 }));
}
