import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A JSON document a stand-in keeps between starts. */
export interface StateFile<T extends object> {
  readonly data: T;
  /** Says that `data` changed; written within 100 ms and at exit. */
  changed(): void;
  close(): void;
}

/** Safe as far as only this module writes these files; a stand-in adds keys that an older file lacks. */
function ownJson<T extends object>(text: string, initial: T): T {
  return { ...initial, ...(JSON.parse(text) as Partial<T>) };
}

/**
 * Opens `DIR/NAME.json`, or starts with `initial`.
 *
 * @param stateDir - created when missing
 */
export function openStateFile<T extends object>(stateDir: string, name: string, initial: T): StateFile<T> {
  mkdirSync(stateDir, { recursive: true });
  const file = join(stateDir, `${name}.json`);
  const data = existsSync(file) ? ownJson(readFileSync(file, "utf8"), initial) : initial;
  let timer: NodeJS.Timeout | undefined;

  function write(): void {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    writeFileSync(`${file}.part`, JSON.stringify(data));
    renameSync(`${file}.part`, file);
  }
  process.on("exit", write);

  return {
    data,
    changed() {
      timer ??= setTimeout(write, 100);
    },
    close() {
      write();
      process.off("exit", write);
    },
  };
}
