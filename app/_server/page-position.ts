import { cache } from "react";
import { eventPosition } from "@/lib/platform/events";

/** Where the tenant's events stood when this request first asked; loadPage asks before anything is read. */
export const pagePosition = cache(eventPosition);
