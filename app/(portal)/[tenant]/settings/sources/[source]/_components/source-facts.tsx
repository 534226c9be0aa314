import type { SourceDetail } from "@/lib/imports";
import { RelativeTime } from "@/lib/ui/relative-time";
import { Stat } from "@/lib/ui/stat";
import { SCHEDULES } from "../../_components/source-words";

/** What a source is, in four figures. */
export function SourceFacts({ source }: { readonly source: SourceDetail }) {
  const { definition } = source;
  const { input } = definition;
  return (
    <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
      <Stat label="Entities it gives" value={source.entities} />
      <Stat
        label="Reads"
        value={input.kind === "http" ? input.reads.length : "A file"}
        detail={input.kind === "http" ? new URL(input.baseUrl).host : `mapped by ${input.mapping.kind}`}
      />
      <Stat
        label="Runs"
        value={input.kind === "http" ? (SCHEDULES[definition.schedule] ?? "") : "When a file is sent"}
        detail={
          input.kind !== "http" ? undefined : source.enabled ? (
            source.nextRunAt ? (
              <>
                next <RelativeTime at={source.nextRunAt} />
              </>
            ) : undefined
          ) : (
            "schedule stopped"
          )
        }
      />
      <Stat
        label="What it no longer gives"
        value={definition.mode === "replace" ? "Is removed" : "Stays"}
        detail={
          <>
            changed <RelativeTime at={source.updatedAt} /> by {source.updatedBy}
          </>
        }
      />
    </div>
  );
}
