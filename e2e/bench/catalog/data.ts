import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const GENERATOR = process.env.CATALOG_GENERATOR ?? "../shared/bench/gen-catalog.mjs";

export type Sample = {
  readonly file: string;
  readonly bytes: Buffer;
  readonly names: readonly string[];
  readonly owners: readonly string[];
};

/**
 * Generated entities as NDJSON: the generator that the peer was measured with.
 *
 * @throws when it is not there; CATALOG_GENERATOR names another place
 */
export function makeSample(n: number): Sample {
  if (!existsSync(GENERATOR))
    throw new Error(
      `There is no generator at ${GENERATOR}. Name it: CATALOG_GENERATOR=…/gen-catalog.mjs npm run bench -- catalog`,
    );
  const file = path.join(mkdtempSync(path.join(tmpdir(), "portico-sample-")), `${n}.ndjson`);
  const { status, stderr } = spawnSync(process.execPath, [
    GENERATOR,
    "--n",
    String(n),
    "--seed",
    "1",
    "--ndjson",
    file,
  ]);
  if (status !== 0) throw new Error(`The generator failed: ${stderr}`);
  const bytes = readFileSync(file);
  const names: string[] = [];
  const owners: string[] = [];
  for (const [, kind, name] of bytes
    .toString()
    .matchAll(/"kind":"(Component|Group)","metadata":\{"namespace":"default","name":"([^"]+)"/g))
    (kind === "Group" ? owners : names).push(name ?? "");
  return { file, bytes, names, owners };
}
