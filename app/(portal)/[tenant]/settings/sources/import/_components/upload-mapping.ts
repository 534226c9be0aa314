import type { Definition } from "@/lib/imports/client";

/** How the records of a file become entities. */
export type UploadMapping = Extract<Definition["input"], { kind: "upload" }>["mapping"];

/** An import that is fed again. */
export type KnownImport = {
  readonly sourceId: string;
  readonly name: string;
  readonly mapping: UploadMapping;
  readonly mode: Definition["mode"];
};
