const SHARE_MAX = 0.2;
const LOST_MIN = 20;

export type Loss = {
  /** entities the source gave before this run */
  readonly earlier: number;
  /** of these, what this run does not give */
  readonly lost: number;
  /** entities this run gives */
  readonly given: number;
  /** records that could not be read, so that nobody knows which entities they are */
  readonly unreadable: number;
};

export type LossVerdict =
  | { readonly kind: "fine" }
  | { readonly kind: "suspicious"; readonly reason: "mass_loss" | "nothing_given" | "unreadable_records" };

/**
 * Whether what a run does not give any more may be removed at once. Loss is suspicious when more than 20 % of what the
 * source gave, and at least 20 entities, would go; when it gives nothing at all; when records could not be read.
 */
export function judgeLoss(loss: Loss): LossVerdict {
  if (loss.lost === 0) return { kind: "fine" };
  if (loss.given === 0) return { kind: "suspicious", reason: "nothing_given" };
  if (loss.lost >= LOST_MIN && loss.lost > loss.earlier * SHARE_MAX)
    return { kind: "suspicious", reason: "mass_loss" };
  return loss.unreadable > 0 ? { kind: "suspicious", reason: "unreadable_records" } : { kind: "fine" };
}

/**
 * Whether a run confirms the loss that an earlier one held back. One in which no record became an entity, as with a mapping
 * that fails for all of them, says nothing of what is there: it neither confirms nor is confirmed.
 */
export function isConfirmed(
  earlier: { readonly held: number; readonly entities: number } | undefined,
  entities: number,
): boolean {
  return earlier !== undefined && earlier.held > 0 && earlier.entities > 0 && entities > 0;
}
