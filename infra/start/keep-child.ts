import { type Child, startChild } from "./child";

const WINDOW_MS = 60_000;
const RESTARTS_MAX = 3;

/**
 * Starts a long-running process and starts it again when it ends unasked: its work is in the database, so a new one goes on with it.
 *
 * `crashed` settles once it has ended more than three times within a minute.
 *
 * @param say - told of each restart, with the cause
 */
export function keepChild(options: Parameters<typeof startChild>[0], say: (cause: string) => void): Child {
  let current = startChild(options);
  let stopping = false;
  let ends: readonly number[] = [];
  const crashed = new Promise<string>((giveUp) => {
    const watch = (child: Child) => {
      void child.crashed.then((cause) => {
        if (stopping) return;
        const now = Date.now();
        ends = [...ends, now].filter((at) => now - at < WINDOW_MS);
        if (ends.length > RESTARTS_MAX) return giveUp(cause);
        say(cause.split("\n")[0] ?? cause);
        current = startChild(options);
        watch(current);
      });
    };
    watch(current);
  });
  return {
    name: current.name,
    get pid() {
      return current.pid;
    },
    crashed,
    finished: current.finished,
    stop: async (timeoutMs) => {
      stopping = true;
      await current.stop(timeoutMs);
    },
  };
}
