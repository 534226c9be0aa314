import { applyHints } from "@/lib/catalog";
import { takeDelivery } from "@/lib/github";
import { processDelivery } from "@/lib/github/jobs";
import { systemHandler } from "../runtime/handler";

/** Safe to repeat: a settled delivery is left alone, and what it names is read again, not applied. */
export const processGithubDelivery = systemHandler(processDelivery, (_run, { inboxId }) =>
  takeDelivery(inboxId, (hints) => applyHints(hints)),
);
