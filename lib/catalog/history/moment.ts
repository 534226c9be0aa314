import { z } from "zod";
import type { TenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { findMomentOf, findVersionRange } from "../store/as-of-store";

/** A moment of the catalog's history: a time, or the number of a catalog version. */
export type Moment =
  | { readonly kind: "time"; readonly at: Date }
  | { readonly kind: "version"; readonly version: string };

const time = z.iso.datetime({ offset: true }).or(z.iso.date());

/**
 * Reads `2026-11-23T09:30:00Z`, `2026-11-23` (its beginning, in UTC) or the number of a catalog version, such as `1042`.
 *
 * @returns undefined for anything else
 */
export function parseMoment(text: string): Moment | undefined {
  const trimmed = text.trim();
  if (/^\d{1,15}$/.test(trimmed)) return { kind: "version", version: trimmed };
  const parsed = time.safeParse(trimmed);
  return parsed.success ? { kind: "time", at: new Date(parsed.data) } : undefined;
}

/** A moment in a request. */
export const momentSchema = z
  .string()
  .max(40)
  .transform((text, issues): Moment => {
    const moment = parseMoment(text);
    if (moment) return moment;
    issues.addIssue(
      `"${text.slice(0, 40)}" is no moment: give a time such as 2026-11-23T09:30:00Z, or a catalog version`,
    );
    return z.NEVER;
  });

/** @throws AppError not_found - the catalog has no such version: not so early, or not yet */
export async function resolveMoment(db: TenantSql, moment: Moment): Promise<Date> {
  if (moment.kind === "time") return moment.at;
  const at = await findMomentOf(db, moment.version);
  if (at) return at;
  const range = await findVersionRange(db);
  const known = range ? `they go from ${range.first} to ${range.last}` : "nothing has happened yet";
  throw new AppError(
    "not_found",
    `There is no catalog version ${moment.version}: ${known}. A year is written as a date, such as 2026-01-01.`,
  );
}
