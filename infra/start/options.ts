import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { StartProblem } from "./problem.mjs";

export type StartOptions = {
  readonly dataDir: string;
  readonly port: number;
  readonly fakesPortBase: number;
  readonly fresh: boolean;
  readonly demo: boolean;
  readonly snapshots: readonly string[];
};

export const HELP = `npm start -- [options]
  --snapshot DIR  serve this folder as one more organisation of the GitHub stand-in; may be given again
  --no-demo       do not make the demo companies
  --fresh         forget the data of earlier starts: wipes the data directory, nothing else
  --help

Environment: PORT (3000), PORTICO_DATA_DIR (.portico), DATABASE_URL, REDIS_URL and what the table in README.md lists.`;

/**
 * Reads command line and environment.
 *
 * @throws StartProblem naming the option, its value and what is expected
 */
export function readOptions(argv: readonly string[], env: NodeJS.ProcessEnv): StartOptions | "help" {
  const values = parse(argv);
  if (values.help) return "help";
  return {
    dataDir: path.resolve(env.PORTICO_DATA_DIR || ".portico"),
    port: readPort("PORT", env.PORT, 3000),
    fakesPortBase: readPort("FAKES_PORT_BASE", env.FAKES_PORT_BASE, 4101),
    fresh: values.fresh ?? false,
    demo: !values["no-demo"],
    snapshots: (values.snapshot ?? []).map(requireSnapshot),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        fresh: { type: "boolean" },
        "no-demo": { type: "boolean" },
        snapshot: { type: "string", multiple: true },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new StartProblem(
      error instanceof Error ? (error.message.split(". ")[0] ?? error.message) : String(error),
      HELP,
    );
  }
}

function readPort(name: string, text: string | undefined, fallback: number): number {
  if (!text) return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new StartProblem(`${name} is "${text}".`, "It must be a port number from 1 to 65535.");
}

function requireSnapshot(given: string): string {
  const dir = path.resolve(given);
  if (existsSync(path.join(dir, "org.json"))) return dir;
  throw new StartProblem(
    `--snapshot ${given}: there is no file ${path.join(dir, "org.json")}.`,
    "Name a folder that holds org.json and repos/.",
  );
}
