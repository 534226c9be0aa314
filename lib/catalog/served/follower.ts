import type { JsonObject } from "@/lib/platform/types";
import type { ServedChange } from "../store/served-store";

/** What keeps in step with the rows of an index: it is handed each as it is read and whenever it changes. */
export type Follower = {
  readonly take: (ordinal: number, change: ServedChange, entity: JsonObject) => void;
};
