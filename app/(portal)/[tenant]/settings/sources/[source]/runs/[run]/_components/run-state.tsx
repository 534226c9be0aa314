import type { ReactNode } from "react";
import type { RunDetail } from "@/lib/imports";
import { Callout } from "@/lib/ui/callout";
import { Progress } from "@/lib/ui/progress";
import { RelativeTime } from "@/lib/ui/relative-time";
import { Stat } from "@/lib/ui/stat";
import { count, HELD } from "../../../../_components/source-words";

/** How a run stands: its progress, what stopped it, what waits, and its figures. */
export function RunState({ detail, agree }: { readonly detail: RunDetail; readonly agree: ReactNode }) {
  const { run } = detail;
  const isOpen = run.status !== "done" && run.status !== "failed";
  return (
    <div className="grid gap-4">
      {run.status === "failed" ? (
        <Callout tone="bad" title={run.problem?.message ?? "The run failed."}>
          Nothing of this reading was removed from the catalog. Correct the cause and run it again.
        </Callout>
      ) : null}
      {run.status === "waiting" ? (
        <Callout tone="warn" title={run.problem?.message ?? "The source asks to wait."}>
          {run.waitUntil ? (
            <>
              It goes on <RelativeTime at={run.waitUntil} />, after the last page it has.
            </>
          ) : null}
        </Callout>
      ) : null}
      {detail.isStuck && isOpen ? (
        <Callout tone="bad" title="This run does not go on by itself">
          Its job was set aside after several tries. Start a new run; what is applied already is not applied
          twice.
        </Callout>
      ) : null}
      {run.held > 0 ? (
        <Callout
          tone="warn"
          title={`${count(run.held, "entity")} ${run.held === 1 ? "is" : "are"} no longer given; ${run.held === 1 ? "its" : "their"} removal waits`}
          action={agree}
        >
          {HELD[run.heldReason ?? ""] ?? ""}{" "}
          {run.created + run.changed + run.unchanged === 0
            ? "They go only when you agree."
            : "They go with the next run that does not give them either, or when you agree."}
        </Callout>
      ) : null}
      {isOpen && run.undoOf === null ? (
        <Progress
          label={run.stage === "apply" ? "Putting it into the catalog" : "Reading"}
          value={run.stage === "apply" ? run.applied : 0}
          max={Math.max(run.records, 1)}
          text={
            run.stage === "apply"
              ? `${run.applied.toLocaleString("en")} of ${run.records.toLocaleString("en")} records`
              : `${run.records.toLocaleString("en")} records so far`
          }
        />
      ) : null}
      {run.undoOf ? (
        <div className="grid grid-cols-3 gap-4 lg:grid-cols-6">
          <Stat label="Came back" value={run.created} />
          <Stat label="As before" value={run.changed} />
          <Stat label="Removed" value={run.removed} />
        </div>
      ) : (
        <div className="grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-6">
          <Stat label="Records" value={run.records} />
          <Stat label="New" value={run.created} />
          <Stat label="Changed" value={run.changed} />
          <Stat label="Unchanged" value={run.unchanged} />
          <Stat label="Removed" value={run.removed} />
          <Stat label="Rejected" value={run.rejected} tone={run.rejected > 0 ? "warn" : undefined} />
        </div>
      )}
    </div>
  );
}
