import { z } from "zod";
import { defineRoute } from "@/app/_server/define-route";
import { priceOf } from "@/lib/billing";
import { runQuery } from "@/lib/plugins";

const params = z.object({ plugin: z.string().max(60), query: z.string().max(60) });
const query = z.strictObject({ entity: z.string().min(3).max(300) });

/** A plugin's data for one entity: 402 with plan, price and link when the plan lacks it. */
export const GET = defineRoute({
  params,
  query,
  handle: async (ctx, input) => {
    const answer = await runQuery(
      ctx,
      { plugin: input.params.plugin, query: input.params.query, ref: input.query.entity },
      { priceOf },
    );
    return { data: answer.data, at: answer.at.toISOString(), annotation: answer.link.value };
  },
});
