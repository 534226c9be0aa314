/** What happens to an element that has a box beside it. `press` is the pointer going down, `dismiss` Escape or a press elsewhere. */
export type FloatEvent = "enter" | "leave" | "press" | "click" | "focus" | "blur" | "dismiss";

/** What becomes of the box: soon or after the usual wait. A pinned one stays when the pointer leaves. */
export type FloatPlan = {
  readonly shown: boolean;
  readonly pinned: boolean;
  readonly delay: "none" | "open" | "close";
};

/**
 * Hover and keyboard focus show a box after a moment. Where it can be pinned, a click, a tap or Enter shows it at once and
 * keeps it until the next one, because a finger cannot hover; elsewhere a press puts it out of the way.
 *
 * @returns undefined: it stays as it is
 */
export function nextFloat(
  event: FloatEvent,
  { pinned, pinnable }: { readonly pinned: boolean; readonly pinnable: boolean },
): FloatPlan | undefined {
  const gone: FloatPlan = { shown: false, pinned: false, delay: "none" };
  switch (event) {
    case "enter":
    case "focus":
      return pinned ? undefined : { shown: true, pinned: false, delay: "open" };
    case "leave":
      return pinned ? undefined : { shown: false, pinned: false, delay: "close" };
    case "press":
      return pinnable ? undefined : gone;
    case "click":
      if (!pinnable) return undefined;
      return pinned ? gone : { shown: true, pinned: true, delay: "none" };
    case "blur":
    case "dismiss":
      return gone;
    default:
      return event satisfies never;
  }
}
