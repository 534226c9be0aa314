import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { clearClusterAt, clusterHomeOutside } from "./postgres";
import { isAlive, startMark } from "./postgres/process";
import { StartProblem } from "./problem.mjs";

const MARKER = ".portico-data";
const LOCK = "lock.json";

export type DataDir = {
  readonly path: string;
  /** a file of it */
  file(name: string): string;
  /** gives the lock back */
  release(): void;
};

/**
 * Opens the data directory for one start: makes it, or checks that it is ours, and locks it.
 *
 * @param fresh - empties it first; only a directory that an earlier start made
 * @throws StartProblem when it holds something else, belongs to somebody else, or another start uses it
 */
export async function openDataDir(dir: string, fresh: boolean): Promise<DataDir> {
  const existed = make(dir);
  const real = realpathSync(dir);
  const marker = path.join(real, MARKER);
  if (existed && !existsSync(marker) && readdirSync(real).length > 0) {
    throw new StartProblem(
      `${real} is not empty and was not made by Portico (it has no file ${MARKER}), so it is left alone.`,
      "Name another folder: PORTICO_DATA_DIR=… npm start",
    );
  }
  refuseIfRunning(path.join(real, LOCK));
  if (fresh) await empty(real);
  write(marker, "Portico's data: database, keys and logs. `npm start -- --fresh` empties this folder.\n");
  lock(path.join(real, LOCK));
  return {
    path: real,
    file: (name) => path.join(real, name),
    release: () => rmSync(path.join(real, LOCK), { force: true }),
  };
}

function make(dir: string): boolean {
  if (existsSync(dir)) {
    if (!lstatSync(realpathSync(dir)).isDirectory())
      throw new StartProblem(`${dir} is a file.`, "PORTICO_DATA_DIR must name a folder.");
    return true;
  }
  try {
    // Postgres's own account must get through to its part; nobody may list what is here.
    mkdirSync(dir, { recursive: true, mode: 0o711 });
    return false;
  } catch (cause) {
    throw unwritable(dir, cause);
  }
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600 });
  } catch (cause) {
    throw unwritable(path.dirname(file), cause);
  }
}

function unwritable(dir: string, cause: unknown): StartProblem {
  const why = cause instanceof Error && "code" in cause ? cause.code : cause;
  const problem = new StartProblem(
    `The data directory ${dir} cannot be written (${why}).`,
    "Name another folder: PORTICO_DATA_DIR=… npm start",
  );
  return Object.assign(problem, { cause });
}

async function empty(dir: string): Promise<void> {
  const outside = clusterHomeOutside(dir);
  for (const home of [dir, outside]) await clearClusterAt(home);
  for (const name of readdirSync(dir)) {
    if (name !== MARKER) rmSync(path.join(dir, name), { recursive: true, force: true });
  }
  if (existsSync(outside) && lstatSync(outside).uid === process.getuid?.())
    rmSync(outside, { recursive: true, force: true });
}

type Holder = { readonly pid: number; readonly mark: string | undefined };

function refuseIfRunning(file: string): void {
  if (!existsSync(file)) return;
  const holder = readHolder(file);
  // A number may belong to another process by now; the time it was started tells.
  if (!holder || !isAlive(holder.pid) || startMark(holder.pid) !== holder.mark) {
    rmSync(file, { force: true });
    return;
  }
  throw new StartProblem(
    `Portico is already running on ${path.dirname(file)} (process ${holder.pid}).`,
    "Stop it with Ctrl-C in its terminal, or start a second one beside it: PORT=3100 PORTICO_DATA_DIR=.portico-2 FAKES_PORT_BASE=4201 npm start",
  );
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // Cut off by a crash while it was written: nobody holds it.
    return undefined;
  }
}

function lock(file: string): void {
  const holder: Holder = { pid: process.pid, mark: startMark(process.pid) };
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    refuseIfRunning(file);
    throw new StartProblem(
      `Another start took ${path.dirname(file)} at the same moment.`,
      "Run the command again.",
    );
  }
}
