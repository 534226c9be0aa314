import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { openServed, resetOverlay, setOverlay } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { sampleCompleteness } from "./sample-completeness";

const ref = z.string().min(3).max(255);
const BATCH_MAX = 200;

export const acceptOwnersInput = z.strictObject({
  items: z
    .array(z.strictObject({ ref, owner: ref, evidence: z.string().max(400) }))
    .min(1)
    .max(BATCH_MAX),
});
export const undoOwnersInput = z.strictObject({ refs: z.array(ref).min(1).max(BATCH_MAX) });

export type OwnersAccepted = {
  /** refs whose owner changed */
  readonly done: readonly string[];
  readonly failed: readonly { readonly ref: string; readonly message: string }[];
};

async function each<T>(
  items: readonly T[],
  refOf: (item: T) => string,
  work: (item: T) => Promise<unknown>,
): Promise<OwnersAccepted> {
  const done: string[] = [];
  const failed: OwnersAccepted["failed"][number][] = [];
  for (const item of items) {
    try {
      await work(item);
      done.push(refOf(item));
    } catch (error) {
      // One that cannot be changed any more does not hold back the others; it is told with its cause.
      if (!(error instanceof AppError) || error.code === "forbidden") throw error;
      failed.push({ ref: refOf(item), message: error.message });
    }
  }
  return { done, failed };
}

/**
 * Makes proposed owners the owners, as overlays of `spec.owner` with the evidence as reason. Each is audited as an edit and
 * can be taken back.
 *
 * @throws AppError forbidden - without catalog.entity.write
 */
export async function acceptOwners(
  ctx: TenantContext,
  { items }: z.infer<typeof acceptOwnersInput>,
): Promise<OwnersAccepted> {
  requirePermission(ctx, "catalog.entity.write");
  const served = await openServed(ctx);
  const result = await each(
    items,
    (item) => item.ref,
    async ({ ref: entityRef, owner, evidence }) => {
      if (!/^(group|user):/.test(owner) || served.find(owner) === undefined)
        throw new AppError("not_found", `${owner} is no group or user of this catalog.`);
      const reason = `Proposed owner accepted: ${evidence || "chosen by hand"}`;
      await setOverlay(ctx, { ref: entityRef, path: "spec.owner", value: owner, reason });
    },
  );
  await sampleCompleteness(ctx);
  return result;
}

/** Takes accepted owners back: what sources say shows again. */
export async function undoOwners(
  ctx: TenantContext,
  { refs }: z.infer<typeof undoOwnersInput>,
): Promise<OwnersAccepted> {
  requirePermission(ctx, "catalog.entity.write");
  const result = await each(
    refs,
    (entityRef) => entityRef,
    (entityRef) => resetOverlay(ctx, { ref: entityRef, path: "spec.owner" }),
  );
  await sampleCompleteness(ctx);
  return result;
}
