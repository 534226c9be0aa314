import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs";

/** Does what one stored delivery asks for. It only names what to read again, so a second run changes nothing. */
export const processDelivery = defineJob({
  name: "github.process-delivery",
  scope: "system",
  payload: z.strictObject({ inboxId: z.uuid() }),
  attemptsMax: 6,
  timeoutMs: 30_000,
  lane: "prompt",
});
