import { runDiscovery } from "@/lib/catalog";
import { discoverInstallation } from "@/lib/catalog/jobs";
import { handler } from "../runtime/handler";
import { ingestDoor } from "./ingest-door";

/** Safe to repeat: it goes on from the run's cursor, and what is read is read once. */
export const discoverGithubInstallation = handler(discoverInstallation, (ctx, payload) =>
  runDiscovery(ctx, payload, ingestDoor),
);
