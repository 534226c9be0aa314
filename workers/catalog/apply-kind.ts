import { applyKindChange } from "@/lib/catalog";
import { applyKind } from "@/lib/catalog/jobs";
import { handler } from "../runtime/handler";

/** Safe to repeat: it makes relations and problems what the definition of now says. */
export const applyKindDefinition = handler(applyKind, (ctx, payload) => applyKindChange(ctx, payload));
