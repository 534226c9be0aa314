import { z } from "zod";
import { defineRoute } from "@/app/_server/define-route";
import { eventStream } from "@/app/_server/event-stream";
import { makeStillAllowed } from "@/app/_server/still-allowed";
import { requirePermission } from "@/lib/access";
import { eventPosition, MISSED, subscribe, type TenantEvent } from "@/lib/platform/events";
import { watchProgress } from "./watch-progress";

const POSITION = /^[\w-]{1,40}\.\d{1,15}$/;

const query = z.object({
  /** comma-separated; all when left out */
  topics: z
    .string()
    .regex(/^[\w.-]+(,[\w.-]+){0,19}$/)
    .optional(),
  /** where the page's reading began; what came since is sent first, or `missed` when that is not known any more */
  from: z.string().regex(POSITION).optional(),
  /** also sends `progress` events of this run: its whole state at first and at every change */
  run: z.union([z.uuid(), z.literal("latest")]).optional(),
});

/** What happens in this tenant, as it happens: names and counts only. Ends within 5 s of losing the right to read. */
export const GET = defineRoute({
  query,
  handle: async (ctx, { query: { topics, from, run }, request }) => {
    requirePermission(ctx, "catalog.entity.read");
    const wanted = topics === undefined ? undefined : new Set([MISSED, ...topics.split(",")]);
    // A browser that was cut off says what it heard last; its address still says where it began.
    const heard = request.headers.get("last-event-id") ?? "";
    const since = POSITION.test(heard) ? heard : from;
    return eventStream({
      signal: request.signal,
      stillAllowed: await makeStillAllowed(ctx),
      position: eventPosition,
      start: (sink) => {
        const watch =
          run === undefined ? undefined : watchProgress(ctx, run === "latest" ? undefined : run, sink);
        const tell = ({ topic, data }: TenantEvent, position: string) => {
          if (topic === "ingest" || topic === "catalog.repository") watch?.changed();
          if (!wanted || wanted.has(topic)) sink.send(topic, data, position);
        };
        const subscription = subscribe(ctx.tenantId, tell, since);
        if (!subscription.complete) sink.send(MISSED, {}, eventPosition());
        return () => {
          subscription.stop();
          watch?.stop();
        };
      },
    });
  },
});
