import { z } from "zod";
import { defineRoute } from "@/app/_server/define-route";
import { readBytes } from "@/app/_server/read-bytes";
import { requirePermission } from "@/lib/access";
import { UPLOAD_BYTES_MAX, uploadFile } from "@/lib/imports";

/** A file for an import, as it is: the body is its bytes. Answers what is in it. */
export const POST = defineRoute({
  query: z.object({ name: z.string().max(200).default("") }),
  handle: async (ctx, { query, request }) => {
    requirePermission(ctx, "catalog.source.manage");
    return uploadFile(ctx, { name: query.name, content: await readBytes(request, UPLOAD_BYTES_MAX) });
  },
});

/** How large a file may be, for whoever is about to send one. */
export const GET = defineRoute({
  handle: async (ctx) => {
    requirePermission(ctx, "catalog.source.manage");
    return { sizeBytesMax: UPLOAD_BYTES_MAX };
  },
});
