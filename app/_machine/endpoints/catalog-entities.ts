import { z } from "zod";
import { listWireEntities } from "@/lib/catalog";
import { json } from "../answer";
import { defineEndpoint } from "../endpoint";

export const listEntitiesPlainly = defineEndpoint({
  method: "GET",
  path: "/catalog/entities",
  tag: "Entities",
  summary: "All entities as a bare array",
  permission: "catalog.entity.read",
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
    offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
    kind: z.string().min(1).max(63).optional(),
  }),
  answers: { 200: { description: "Entities", schema: z.array(z.record(z.string(), z.unknown())) } },
  handle: async (ctx, { query }) => json(await listWireEntities(ctx, { ...query, kind: query.kind })),
});
