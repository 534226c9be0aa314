type Target = { readonly keys: string; readonly href: string };

export type KeyResult = {
  /** What was pressed so far of a sequence: "g". */
  readonly pending: string;
  readonly action: "search" | "list" | "rail" | Target | undefined;
};

/** What a key does after those already pressed. Pure; the caller keeps the time. */
export function readKey(pending: string, key: string, targets: readonly Target[]): KeyResult {
  const pressed = pending === "" ? key : `${pending} ${key}`;
  const hit = targets.find((target) => target.keys === pressed);
  if (hit) return { pending: "", action: hit };
  if (targets.some((target) => target.keys.startsWith(`${pressed} `)))
    return { pending: pressed, action: undefined };
  if (pending !== "") return { pending: "", action: undefined };
  if (key === "/") return { pending: "", action: "search" };
  if (key === "?") return { pending: "", action: "list" };
  if (key === "[") return { pending: "", action: "rail" };
  return { pending: "", action: undefined };
}
