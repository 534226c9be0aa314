import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { StartProblem } from "./problem.mjs";
import { ROOT } from "./root.mjs";

type RunOptions = {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** what the reader should do when it fails */
  readonly fix: string;
};

/**
 * Runs a tool of node_modules to its end, quietly; its output is shown when it fails.
 *
 * @param bin - package/file, e.g. `prisma/build/index.js`
 * @returns what it printed
 * @throws StartProblem with the end of its output
 */
export async function runTool(bin: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { code, output } = await runNode([resolveTool(bin), ...args], options.env);
  if (code !== 0) {
    const name = [bin.split("/")[bin.startsWith("@") ? 1 : 0], ...args].join(" ");
    throw new StartProblem(
      `\`${name}\` failed:\n${output.trim().split("\n").slice(-30).join("\n")}`,
      options.fix,
    );
  }
  return output;
}

/** The file of a tool; asked for by path, because many packages hide it from `exports`. */
export function resolveTool(bin: string): string {
  const [scope, name] = bin.split("/");
  const packageName = bin.startsWith("@") ? `${scope}/${name}` : `${scope}`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`);
    return path.join(path.dirname(manifest), bin.slice(packageName.length + 1));
  } catch {
    return path.join(ROOT, "node_modules", bin);
  }
}

function runNode(
  args: readonly string[],
  env: RunOptions["env"],
): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-200_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const end = () => child.kill();
    process.once("exit", end);
    child.once("error", reject);
    child.once("close", (code) => {
      process.removeListener("exit", end);
      resolve({ code, output });
    });
  });
}
