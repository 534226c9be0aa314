/** The server says every 15 s that it is there; a line silent for longer than two of these died without a word. */
const SILENT_MS = 35_000;
/** A server that restarts or a short break is nobody's concern. */
const PATIENCE_MS = 4_000;
const RETRY_FIRST_MS = 1_000;
const RETRY_MAX_MS = 30_000;

type Heard = { readonly data: string; readonly lastEventId: string };
export type LineSource = {
  onopen: (() => void) | null;
  onerror: (() => void) | null;
  addEventListener(type: string, listener: (event: Heard) => void): void;
  close(): void;
};

/** What a line needs of its browser. */
export type LineWorld = {
  readonly open: (url: string) => LineSource;
  /** @returns what takes it back */
  readonly later: (ms: number, work: () => void) => () => void;
  /** from 0 to 1: a restarted server must not hear everybody at the same moment */
  readonly chance: () => number;
};

type LineOptions = {
  /** @param from - the position to go on from */
  readonly urlFrom: (from: string) => string;
  readonly topics: readonly string[];
  readonly from: string;
  readonly hear: (data: string) => void;
  readonly tell: (state: "open" | "cut") => void;
};

export type LiveLine = {
  /** nobody looks, or there is no network: holds no connection until `resume` */
  readonly pause: (isLoss: boolean) => void;
  readonly resume: () => void;
  readonly end: () => void;
};

/** The browser itself as a line's world. */
export const browserWorld: LineWorld = {
  open: (url) => {
    const source = new EventSource(url);
    const line: LineSource = {
      onopen: null,
      onerror: null,
      addEventListener: (type, listener) =>
        source.addEventListener(type, (event: MessageEvent<string>) => listener(event)),
      close: () => source.close(),
    };
    source.onopen = () => line.onopen?.();
    source.onerror = () => line.onerror?.();
    return line;
  },
  later: (ms, work) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
  chance: Math.random,
};

/**
 * The tenant's events, over any number of connections: one that ends, is refused or falls silent is followed by another that
 * goes on from the last event heard. EventSource alone gives up for good at the first answer that is no stream, such as a
 * proxy's 502 while the server restarts, and never notices a connection that died without a word.
 */
export function openLine(options: LineOptions, world: LineWorld = browserWorld): LiveLine {
  const none = () => undefined;
  let heard = options.from;
  let source: LineSource | undefined;
  let tries = 0;
  let isLost = false;
  let cancelSilence: () => void = none;
  let cancelRetry: () => void = none;
  let cancelPatience: () => void = none;

  function expectWord(): void {
    cancelSilence();
    cancelSilence = world.later(SILENT_MS, lose);
  }
  function drop(): void {
    source?.close();
    source = undefined;
    cancelSilence();
    cancelRetry();
  }
  function miss(): void {
    if (isLost) return;
    isLost = true;
    cancelPatience = world.later(PATIENCE_MS, () => options.tell("cut"));
  }
  function lose(): void {
    drop();
    miss();
    const waitMs = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** tries);
    tries += 1;
    cancelRetry = world.later(waitMs * (0.5 + world.chance() / 2), connect);
  }
  function connect(): void {
    drop();
    const line = world.open(options.urlFrom(heard));
    source = line;
    line.onopen = () => {
      tries = 0;
      isLost = false;
      cancelPatience();
      expectWord();
      options.tell("open");
    };
    line.onerror = () => {
      if (source === line) lose();
    };
    const take = (event: Heard) => {
      if (event.lastEventId !== "") heard = event.lastEventId;
      expectWord();
    };
    line.addEventListener("alive", take);
    for (const topic of options.topics)
      line.addEventListener(topic, (event) => {
        take(event);
        options.hear(event.data);
      });
    expectWord();
  }

  return {
    pause(isLoss) {
      drop();
      if (isLoss) miss();
    },
    resume() {
      if (source) return;
      tries = 0;
      connect();
    },
    end() {
      drop();
      cancelPatience();
    },
  };
}
