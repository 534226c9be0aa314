import type { Edited } from "@/lib/catalog";
import type { ToastInput } from "@/lib/ui/toast-input";
import { fieldTitle } from "./field-text";

/** What is said after a field was saved. A name that leads nowhere is kept, but it is no plain success. */
export function savedToast(path: string, { meanwhile, unresolved }: Edited): ToastInput {
  const [first] = meanwhile;
  const notes = [
    unresolved.length > 0
      ? `${unresolved.join(", ")} ${unresolved.length === 1 ? "is" : "are"} not in the catalog.`
      : "",
    first
      ? `Meanwhile ${first.by} changed ${[...new Set(meanwhile.map((one) => fieldTitle(one.path)))].join(", ")}.`
      : "",
  ].filter((note) => note !== "");
  return {
    tone: unresolved.length > 0 ? "warn" : "ok",
    message: `${fieldTitle(path)} is changed`,
    ...(notes.length > 0 ? { detail: notes.join(" ") } : {}),
  };
}
