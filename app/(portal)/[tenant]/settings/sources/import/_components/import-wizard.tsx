"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { Definition, ImportPreview, UploadView } from "@/lib/imports/client";
import { Callout } from "@/lib/ui/callout";
import { Steps } from "@/lib/ui/progress";
import { beginImport, previewFile } from "../../actions";
import { FileStep } from "./file-step";
import { MappingStep } from "./mapping-step";
import { PreviewStep } from "./preview-step";
import type { KnownImport, UploadMapping } from "./upload-mapping";

const STEPS = [
  { id: "file", label: "File" },
  { id: "mapping", label: "Columns" },
  { id: "preview", label: "What would happen" },
] as const;

function nameOf(file: string): string {
  const words = file
    .replace(/\.[a-z]+$/i, "")
    .replace(/[^\p{L}\p{N} ._()&+-]+/gu, " ")
    .trim();
  return (words === "" || words === "pasted text" ? "Spreadsheet" : words).slice(0, 80);
}

/** The columns of an earlier import apply as far as the new file has them. */
function firstMapping(upload: UploadView, known: KnownImport | undefined): UploadMapping {
  if (known) return known.mapping;
  return upload.areEntities ? { kind: "entities" } : { kind: "columns", ...upload.guess };
}

/** The three steps of an import; what was chosen stays while one goes back. */
export function ImportWizard({
  tenant,
  known,
}: {
  readonly tenant: string;
  readonly known: KnownImport | undefined;
}) {
  const router = useRouter();
  const [step, setStep] = useState<(typeof STEPS)[number]["id"]>("file");
  const [upload, setUpload] = useState<UploadView>();
  const [mapping, setMapping] = useState<UploadMapping>();
  const [mode, setMode] = useState<Definition["mode"]>(known?.mode ?? "replace");
  const [name, setName] = useState(known?.name ?? "");
  const [preview, setPreview] = useState<ImportPreview>();
  const [problem, setProblem] = useState<string>();
  const [isPending, startTransition] = useTransition();
  const at = STEPS.findIndex((one) => one.id === step);

  function take(next: UploadView) {
    setUpload(next);
    setMapping(firstMapping(next, known));
    if (name === "") setName(nameOf(next.name));
    setProblem(undefined);
    setStep("mapping");
  }

  function look() {
    if (!upload || !mapping) return;
    startTransition(async () => {
      const result = await previewFile(tenant, {
        sourceId: known?.sourceId,
        uploadId: upload.uploadId,
        mapping,
        mode,
      });
      setProblem(result.ok ? undefined : result.error.message);
      if (!result.ok) return;
      setPreview(result.data);
      setStep("preview");
    });
  }

  function start(confirmed: boolean) {
    if (!upload || !mapping) return;
    startTransition(async () => {
      const input = { sourceId: known?.sourceId, name, uploadId: upload.uploadId, mapping, mode, confirmed };
      const result = await beginImport(tenant, input);
      if (result.ok)
        router.push(`/${tenant}/settings/sources/${result.data.sourceId}/runs/${result.data.runId}`);
      else setProblem(result.error.message);
    });
  }

  return (
    <div className="grid gap-6">
      <Steps
        label="Steps of the import"
        steps={STEPS.map((one, index) => ({
          ...one,
          state: index < at ? ("done" as const) : index === at ? ("current" as const) : ("todo" as const),
        }))}
      />
      {problem ? (
        <Callout tone="bad" title={problem}>
          Nothing has been changed.
        </Callout>
      ) : null}
      {step === "file" ? <FileStep tenant={tenant} onUpload={take} /> : null}
      {step === "mapping" && upload && mapping ? (
        <MappingStep
          upload={upload}
          mapping={mapping}
          onMapping={setMapping}
          mode={mode}
          onMode={setMode}
          name={name}
          onName={known ? undefined : setName}
          isPending={isPending}
          onBack={() => setStep("file")}
          onNext={look}
        />
      ) : null}
      {step === "preview" && preview ? (
        <PreviewStep
          preview={preview}
          isPending={isPending}
          onBack={() => {
            setProblem(undefined);
            setStep("mapping");
          }}
          onStart={start}
        />
      ) : null}
    </div>
  );
}
