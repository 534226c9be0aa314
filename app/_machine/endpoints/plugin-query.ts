import { z } from "zod";
import { priceOf } from "@/lib/billing";
import { runQuery } from "@/lib/plugins";
import { json } from "../answer";
import { defineEndpoint } from "../endpoint";

/** A plugin's data for one entity: 402 with plan, price and link when the plan lacks it. */
export const pluginQuery = defineEndpoint({
  method: "GET",
  path: "/plugins/{plugin}/queries/{query}",
  tag: "Portal",
  summary: "A plugin's data for one entity",
  permission: "plugin.query",
  params: z.object({ plugin: z.string().max(60), query: z.string().max(60) }),
  query: z.strictObject({
    entity: z.string().min(3).max(300).meta({ description: "Ref of the entity the card stands on" }),
  }),
  examples: {
    params: { plugin: "github-actions", query: "runs" },
    query: { entity: "component:default/billing" },
  },
  answers: {
    200: {
      description: "The mapped answer of the plugin's query",
      schema: z.object({
        data: z.unknown(),
        at: z.iso.datetime().meta({ description: "When it was read from the vendor" }),
        annotation: z.string().meta({ description: "The annotation's value that links entity and vendor" }),
      }),
    },
    402: {
      description: "The plan lacks the plugin; `details` names the plan, its price and where to change it",
    },
  },
  handle: async (ctx, { params, query }) => {
    const answer = await runQuery(
      ctx,
      { plugin: params.plugin, query: params.query, ref: query.entity },
      { priceOf },
    );
    return json({ data: answer.data, at: answer.at.toISOString(), annotation: answer.link.value });
  },
});
