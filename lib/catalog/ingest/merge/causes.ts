import type { Cause, RepositoryCause } from "../../model/cause";
import { LAYERS, type Layer, type Provenance } from "../../model/fragment";
import { provenanceOf } from "../../model/served";

/** Fields that changed, and where their values come from now. */
export type ChangedFields = {
  readonly provenance: Readonly<Record<string, Provenance>>;
  readonly paths: readonly string[];
};

/** Who or what changed each entity of a batch. */
export type Causes = { readonly of: (ref: string, fields?: ChangedFields) => Cause };

type Change = { readonly cause: Cause; readonly repositories?: readonly RepositoryCause[] };
type Written = {
  readonly sourceKey: string;
  readonly ref: string;
  readonly layer: Layer;
  readonly repositoryId: string | undefined;
};
type Removed = { readonly sourceKey: string; readonly ref: string; readonly repositoryId: string | null };

/** `<external id>:<path>#<document>` → path; what is derived has none. */
function fileOfKey(key: string): string | undefined {
  const end = key.lastIndexOf("#");
  return end < 0 ? undefined : key.slice(key.indexOf(":") + 1, end);
}

/** The one file all changed fields were read from. */
function fileOf({ provenance, paths }: ChangedFields, repository: string): string | undefined {
  const files = new Set<string | undefined>();
  for (const path of paths) {
    const origin = provenanceOf(provenance, path);
    if (origin?.source === repository) files.add(origin.file);
  }
  return files.size === 1 ? [...files][0] : undefined;
}

/** Of several repositories that spoke of one name in a batch, one whose words are there now: two may claim it, one counts. */
function heard({ provenance, paths }: ChangedFields, last: Cause, speakers: readonly Cause[]): Cause {
  const sources = new Set(paths.map((path) => provenanceOf(provenance, path)?.source));
  if (sources.has(last.name)) return last;
  return speakers.find(({ name }) => sources.has(name)) ?? last;
}

/** The cause of each entity's change: the repository whose fragment came or went, else whoever makes the whole change. */
export function causesOf(change: Change, written: readonly Written[], removed: readonly Removed[]): Causes {
  const repositories = new Map(change.repositories?.map((one) => [one.id, one]));
  if (repositories.size === 0) return { of: () => change.cause };
  const byRef = new Map<string, Cause>();
  const speakers = new Map<string, RepositoryCause[]>();
  const state = ({ ref, repositoryId, sourceKey }: Written | Removed) => {
    const repository = repositories.get(repositoryId ?? "");
    if (repository) byRef.set(ref, { ...repository, file: fileOfKey(sourceKey) });
    return repository;
  };
  for (const one of removed) state(one);
  // The highest layer last: what a file declares says more than what was derived beside it.
  const upwards = [...written].sort((a, b) => LAYERS.indexOf(b.layer) - LAYERS.indexOf(a.layer));
  for (const one of upwards) {
    const repository = state(one);
    if (repository) speakers.set(one.ref, [...(speakers.get(one.ref) ?? []), repository]);
  }
  return {
    of: (ref, fields) => {
      const last = byRef.get(ref) ?? change.cause;
      const cause = fields ? heard(fields, last, speakers.get(ref) ?? []) : last;
      if (cause.kind !== "repository" || !fields) return cause;
      return { ...cause, file: fileOf(fields, cause.name) ?? cause.file };
    },
  };
}
