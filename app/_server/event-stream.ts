import type { Json } from "@/lib/platform/types";

/** A reader that hears nothing for longer than two of these may take the line for dead. */
const HEARTBEAT_MS = 15_000;
const RECHECK_MS = 5_000;
/** A browser reconnects by itself; a stream without an end would keep an old build and its memory alive. */
const LIFETIME_MS = 15 * 60_000;

export type EventSink = {
  /** @param id - where a reconnecting browser says it was (Last-Event-ID) */
  readonly send: (event: string, data: Json, id?: string) => void;
};

type StreamOptions = {
  readonly signal: AbortSignal;
  readonly stillAllowed: () => Promise<boolean>;
  /** how far the stream is, said with each `alive`: a browser that was cut off comes back to this place */
  readonly position?: () => string;
  /** begins to send; @returns ends it */
  readonly start: (sink: EventSink) => () => void;
};

/** Server-sent events that end by themselves when the reader leaves or loses the right to read. */
export function eventStream({ signal, stillAllowed, position, start }: StreamOptions): Response {
  const encoder = new TextEncoder();
  let stop: () => void = () => undefined;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      let open = true;
      const write = (text: string) => {
        if (open) controller.enqueue(encoder.encode(text));
      };
      const send: EventSink["send"] = (event, data, id) =>
        write(`${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      const timers = [
        setInterval(() => send("alive", {}, position?.()), HEARTBEAT_MS),
        setInterval(() => {
          // A question that cannot be answered closes the stream too: nobody stays on an unproved right.
          stillAllowed().then(
            (allowed) => allowed || stop(),
            () => stop(),
          );
        }, RECHECK_MS),
        setTimeout(() => stop(), LIFETIME_MS),
      ];
      write("retry: 1500\n\n");
      const end = start({ send });
      stop = () => {
        if (!open) return;
        open = false;
        for (const timer of timers) clearTimeout(timer);
        end();
        try {
          controller.close();
        } catch {
          // The reader went first; there is nothing left to close.
        }
      };
      if (signal.aborted) stop();
      else signal.addEventListener("abort", () => stop(), { once: true });
    },
    cancel() {
      stop();
    },
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "private, no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
