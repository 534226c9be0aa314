import type { EventSink } from "@/app/_server/event-stream";
import { readProgress } from "@/lib/catalog";
import type { ProgressView } from "@/lib/catalog/client";
import type { TenantContext } from "@/lib/platform/context";
import { messageOf } from "@/lib/platform/errors";

/** Often enough to look alive, seldom enough that 20,000 squares cost nothing. */
const PAUSE_MS = 400;
/** A notification can be lost with its connection; the rows cannot. */
const LOOK_MS = 4_000;

/** Sends a run's state now and after each change, at most every 400 ms, and nothing when nothing changed. */
export function watchProgress(
  ctx: TenantContext,
  runId: string | undefined,
  sink: EventSink,
): { changed: () => void; stop: () => void } {
  let stopped = false;
  let reading = false;
  let again = false;
  let last = "";

  async function look(): Promise<void> {
    const view: ProgressView | undefined = await readProgress(ctx, runId);
    const text = JSON.stringify(view ?? null);
    if (stopped || text === last) return;
    last = text;
    sink.send("progress", JSON.parse(text));
  }

  function changed(): void {
    again = true;
    if (reading || stopped) return;
    reading = true;
    again = false;
    look()
      .catch((error: unknown) =>
        ctx.log.warn({ reason: messageOf(error) }, "progress could not be read; the next look tries again"),
      )
      .finally(() => {
        setTimeout(() => {
          reading = false;
          if (again) changed();
        }, PAUSE_MS);
      });
  }

  const timer = setInterval(changed, LOOK_MS);
  changed();
  return {
    changed,
    stop: () => {
      stopped = true;
      clearInterval(timer);
    },
  };
}
