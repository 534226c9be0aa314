/** `unknown` is an answer too: nobody has seen it, so nothing can be said for certain. */
export type StepState = "ok" | "bad" | "warn" | "unknown";

export type Step = {
  readonly stage: "connected" | "visible" | "read" | "files" | "valid" | "merged" | "served";
  readonly state: StepState;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly fix?: string | undefined;
  readonly at?: Date | undefined;
  readonly place?:
    | { readonly file: string; readonly line: number | undefined; readonly url: string }
    | undefined;
  readonly link?:
    | { readonly to: "github" | "conflicts" | "orphans" | "run" | "import"; readonly id?: string | undefined }
    | undefined;
  /** refs of entities it names that are in the catalog */
  readonly entities?: readonly string[] | undefined;
};

export type Explanation = {
  readonly state: StepState;
  readonly headline: string;
  readonly steps: readonly Step[];
};
