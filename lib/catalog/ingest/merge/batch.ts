import type { SnapshotRow } from "../../store/ingest-store";
import type { BuiltRepository } from "../build-repository";
import type { Verdict } from "../decide-verdict";

/** What became of one repository of a batch. */
export type RepositoryVerdict = Verdict & { readonly repositoryId: string; readonly name: string };

/** A repository ready to store, or the cause why it is not. */
export type BatchItem = { readonly row: SnapshotRow } & (
  | { readonly built: BuiltRepository }
  | { readonly built?: undefined; readonly failed: Verdict }
);
