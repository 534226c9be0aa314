import { expect, it } from "vitest";
import { type LineSource, type LineWorld, openLine } from "./live-line";

type Listener = Parameters<LineSource["addEventListener"]>[1];

/** A browser whose clock stands until it is told. */
function stillWorld() {
  let nowMs = 0;
  let timers: { readonly atMs: number; readonly work: () => void }[] = [];
  const opened: { readonly url: string; readonly line: LineSource; isClosed: boolean; say: Listener }[] = [];
  const world: LineWorld = {
    chance: () => 1,
    later(ms, work) {
      const timer = { atMs: nowMs + ms, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    open(url) {
      const listeners: Listener[] = [];
      const line: LineSource = {
        onopen: null,
        onerror: null,
        addEventListener: (_, listener) => listeners.push(listener),
        close: () => {
          entry.isClosed = true;
        },
      };
      const entry = {
        url,
        line,
        isClosed: false,
        say: (event: Parameters<Listener>[0]) => listeners[0]?.(event),
      };
      opened.push(entry);
      return line;
    },
  };
  const pass = (ms: number) => {
    const endMs = nowMs + ms;
    for (;;) {
      const [next] = timers.filter((timer) => timer.atMs <= endMs).sort((a, b) => a.atMs - b.atMs);
      if (!next) break;
      timers = timers.filter((timer) => timer !== next);
      nowMs = next.atMs;
      next.work();
    }
    nowMs = endMs;
  };
  const told: string[] = [];
  const start = () =>
    openLine(
      {
        urlFrom: (from) => from,
        topics: ["x"],
        from: "a.1",
        hear: () => undefined,
        tell: (state) => told.push(state),
      },
      world,
    );
  const at = (index: number) => {
    const entry = opened[index];
    if (!entry) throw new Error(`connection ${index} was not made`);
    return entry;
  };
  return { opened, told, pass, start, at };
}

it("opens a line that fell silent again, where it was, and says so only when that takes long", () => {
  const { opened, told, pass, start, at } = stillWorld();
  start().resume();
  at(0).line.onopen?.();
  pass(30_000);
  at(0).say({ data: "{}", lastEventId: "a.7" });
  pass(30_000);
  expect(opened).toHaveLength(1);
  pass(7_000);
  expect(at(0).isClosed).toBe(true);
  expect(at(1).url).toBe("a.7");
  expect(told).toEqual(["open"]);
  pass(4_000);
  expect(told).toEqual(["open", "cut"]);
  at(1).line.onopen?.();
  expect(told).toEqual(["open", "cut", "open"]);
});

it("goes on trying after a refused answer, ever more slowly, and at once when the network is back", () => {
  const { opened, told, pass, start, at } = stillWorld();
  const line = start();
  line.resume();
  at(0).line.onerror?.();
  pass(1_000);
  at(1).line.onerror?.();
  pass(1_900);
  expect(opened).toHaveLength(2);
  pass(100);
  at(2).line.onerror?.();
  line.pause(true);
  pass(600_000);
  expect(opened).toHaveLength(3);
  expect(told).toEqual(["cut"]);
  line.resume();
  at(3).line.onopen?.();
  expect(told).toEqual(["cut", "open"]);
  expect(at(3).isClosed).toBe(false);
});

it("holds no connection while nobody looks, and reports no loss then", () => {
  const { opened, told, pass, start, at } = stillWorld();
  const line = start();
  line.resume();
  at(0).line.onopen?.();
  line.pause(false);
  pass(600_000);
  expect(at(0).isClosed).toBe(true);
  expect(opened).toHaveLength(1);
  expect(told).toEqual(["open"]);
  line.resume();
  expect(opened).toHaveLength(2);
});
