import { refreshRepositories } from "@/lib/catalog";
import { refreshRepositories as refreshJob } from "@/lib/catalog/jobs";
import { handler } from "../runtime/handler";
import { ingestDoor } from "./ingest-door";

/** Safe to repeat and to come late: it reads what is true now. */
export const refreshNamedRepositories = handler(refreshJob, (ctx, payload) =>
  refreshRepositories(ctx, payload, ingestDoor),
);
