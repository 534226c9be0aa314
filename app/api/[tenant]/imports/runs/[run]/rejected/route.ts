import { z } from "zod";
import { defineRoute } from "@/app/_server/define-route";
import { exportRejections } from "@/lib/imports";

/** The rejected records of a run as a table to correct and send again. */
export const GET = defineRoute({
  params: z.object({ run: z.uuid() }),
  handle: async (ctx, { params }) =>
    new Response(`\ufeff${await exportRejections(ctx, params.run)}`, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="rejected-${params.run.slice(0, 8)}.csv"`,
        "cache-control": "private, no-store",
      },
    }),
});
