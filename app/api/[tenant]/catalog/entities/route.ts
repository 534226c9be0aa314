import { z } from "zod";
import { defineRoute } from "@/app/_server/define-route";
import { listWireEntities } from "@/lib/catalog";

const querySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  kind: z.string().min(1).max(63).optional(),
});

/** Entities in Backstage's envelope, a bare array in order of ref. Scope: catalog.entity.read. */
export const GET = defineRoute({
  query: querySchema,
  handle: (ctx, { query }) =>
    listWireEntities(ctx, { ...query, kind: query.kind }).then((items) => [...items]),
});
