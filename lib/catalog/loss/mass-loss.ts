/** More than this share of a tenant's entities going at once is believed only when a second run says the same. */
export const MASS_LOSS = 0.2;

/** True when so much would vanish that GitHub's mistake or a changed selection is likelier than the truth. */
export function isMassLoss(lost: number, total: number): boolean {
  return lost > total * MASS_LOSS;
}
