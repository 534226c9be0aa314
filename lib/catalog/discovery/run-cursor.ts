import { z } from "zod";

const cursorSchema = z.object({
  /** what discovery does next */
  phase: z.enum(["list", "organisation", "contents"]).default("list"),
  /** next page of the list, from 1 */
  page: z.number().int().positive().default(1),
  /** repositories per query; halved when GitHub cannot answer so many */
  pageSize: z.number().int().positive().default(100),
  /** outages in a row, which lengthen the wait */
  failures: z.number().int().nonnegative().default(0),
  /** what went wrong without stopping the run */
  warning: z.object({ code: z.string(), message: z.string(), fix: z.string() }).optional(),
});

/** Where a run's discovery goes on. Contents need no place: what is unread says so in its row. */
export type RunCursor = z.infer<typeof cursorSchema>;

export function readCursor(text: string | null): RunCursor {
  return cursorSchema.parse(text === null ? {} : JSON.parse(text));
}
