import { z } from "zod";
import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError, RetryAt } from "@/lib/platform/errors";
import { openMapper } from "@/lib/platform/sandbox";
import { httpInputSchema, originOf, readDefinition, requireBareAddress } from "../model/definition";
import { openHttpReader } from "../read/http-reader";
import { FIRST_PAGE } from "../read/paging";
import { readSourceSecrets } from "../run/source-secrets";
import { findSource } from "../store/source-store";
import { inTurn } from "./in-turn";
import type { Sample } from "./preview-mapping";

const ANSWER_CHARACTERS_MAX = 400_000;
const RECORDS_KEPT = 50;

export const fetchSampleInput = z.strictObject({
  /** a saved source, whose secrets may be used at its own address */
  sourceId: z.uuid().optional(),
  input: httpInputSchema,
  secrets: z.record(z.string().max(40), z.string().min(1).max(10_000)).default({}),
  read: z.string().max(40),
});

export type FetchedSample = Sample & {
  readonly read: string;
  readonly records: number;
  readonly hasMore: boolean;
};

/** Stored secrets of a source are used only where they were entered for. */
async function secretsFor(
  ctx: TenantContext,
  input: z.infer<typeof fetchSampleInput>,
): Promise<Readonly<Record<string, string>>> {
  const { sourceId } = input;
  if (sourceId === undefined) return input.secrets;
  const source = await withTenantSql(ctx, (db) => findSource(db, sourceId));
  if (!source) throw new AppError("not_found", "There is no such source.");
  const isThere = originOf(readDefinition(source.definition)) === new URL(input.input.baseUrl).origin;
  return { ...(isThere ? await readSourceSecrets(ctx, sourceId) : {}), ...input.secrets };
}

/**
 * Asks the inventory for the first page of a read and of every lookup, as a test of address, sign-in and paging.
 *
 * @throws AppError - what asking throws; rate_limited - it wants a longer pause
 */
export async function fetchSample(
  ctx: TenantContext,
  input: z.infer<typeof fetchSampleInput>,
): Promise<readonly FetchedSample[]> {
  requirePermission(ctx, "catalog.source.manage");
  requireBareAddress(input.input);
  const wanted = input.input.reads.filter((read) => read.name === input.read || read.key !== undefined);
  if (!wanted.some((read) => read.name === input.read))
    throw new AppError("invalid_input", `There is no read named ${input.read}.`);
  const secrets = await secretsFor(ctx, input);
  return inTurn(async () => {
    const mapper = openMapper({ itemTimeoutMs: 2_000 });
    try {
      const reader = openHttpReader(input.input, secrets, mapper);
      const samples: FetchedSample[] = [];
      for (const read of wanted) {
        const page = await reader.readPage(read, FIRST_PAGE);
        const isWhole = read.format === "json" && page.text.length <= ANSWER_CHARACTERS_MAX;
        const text = isWhole ? page.text : JSON.stringify(page.items.slice(0, RECORDS_KEPT), null, 2);
        samples.push({
          read: read.name,
          kind: isWhole ? "answer" : "records",
          text: refuseSecrets(pretty(text), Object.values(secrets)),
          records: page.items.length,
          hasMore: page.next !== undefined,
        });
      }
      return samples;
    } catch (error) {
      if (error instanceof RetryAt)
        throw new AppError(
          "rate_limited",
          `${error.message} It asks to wait until ${error.at.toISOString().slice(11, 16)} UTC.`,
          { cause: error },
        );
      throw error;
    } finally {
      mapper.close();
    }
  });
}

function pretty(text: string): string {
  const indented = JSON.stringify(JSON.parse(text), null, 2);
  return indented.length <= ANSWER_CHARACTERS_MAX ? indented : text;
}

// An address that echoes headers would show a stored secret to whoever edits the source.
function refuseSecrets(text: string, secrets: readonly string[]): string {
  if (secrets.some((secret) => secret.length >= 4 && text.includes(secret)))
    throw new AppError("upstream_failed", "The answer repeats a secret; nothing of it is shown.");
  return text;
}
