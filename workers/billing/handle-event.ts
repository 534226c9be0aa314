import { routeEvent } from "@/lib/billing";
import { handleEvent } from "@/lib/billing/jobs";
import { systemHandler } from "../runtime/handler";

/** Safe to repeat: a settled event is left alone, and a sync asked for twice is one. */
export const handleBillingEvent = systemHandler(handleEvent, (_run, { inboxId }) => routeEvent(inboxId));
