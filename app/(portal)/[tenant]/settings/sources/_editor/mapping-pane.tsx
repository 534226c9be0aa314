"use client";

import { useState } from "react";
import type { Read } from "@/lib/imports/client";
import { Button } from "@/lib/ui/button";
import { Callout } from "@/lib/ui/callout";
import { MappingPreview } from "./mapping-preview";
import { TextField } from "./text-field";
import { type Samples, usePreview } from "./use-preview";

type MappingPaneProps = {
  readonly tenant: string;
  readonly read: Read;
  readonly reads: readonly Read[];
  readonly onRead: (read: Read) => void;
  readonly samples: Samples;
  readonly onSamples: (samples: Samples) => void;
  /** asks the inventory; @returns a problem in words */
  readonly onAsk: () => Promise<string | undefined>;
};

/** Sample on one side, mapping in the middle, entities beside it while one types. */
export function MappingPane({ tenant, read, reads, onRead, samples, onSamples, onAsk }: MappingPaneProps) {
  const state = usePreview(tenant, read, reads, samples);
  const [isAsking, setIsAsking] = useState(false);
  const [problem, setProblem] = useState<string>();
  const sample = samples[read.name];
  async function askNow() {
    setIsAsking(true);
    setProblem(await onAsk());
    setIsAsking(false);
  }
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <Button loading={isAsking} onClick={() => void askNow()}>
          Ask for a sample
        </Button>
        <span className="text-xs text-ink-muted">
          Sends the first request of this read with the sign-in above; nothing is stored.
        </span>
      </div>
      {problem ? <Callout tone="bad" title={problem} /> : null}
      <div className="grid gap-4 xl:grid-cols-2">
        <div className="grid content-start gap-4">
          {read.mapping === undefined ? null : (
            <TextField
              label="Mapping"
              hint="JSONata over one record: an entity, a list of them, or nothing. $name(text), $tag(text), $ref(kind, text) and $find(lookup, key) help. Empty values are left out."
              value={read.mapping}
              onValue={(mapping) => onRead({ ...read, mapping })}
              rows={18}
              error={state.preview?.problem}
              isCode
            />
          )}
          <TextField
            label="Sample answer"
            value={sample?.text ?? ""}
            onValue={(text) => onSamples({ ...samples, [read.name]: { kind: "answer", text } })}
            rows={10}
            isCode
          />
        </div>
        {read.mapping === undefined ? null : (
          <section aria-label="Preview" className="grid content-start gap-2">
            <h3 className="text-xs font-medium">Preview</h3>
            <MappingPreview state={state} hasSample={sample !== undefined && sample.text.trim() !== ""} />
          </section>
        )}
      </div>
    </div>
  );
}
