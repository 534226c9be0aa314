import { Callout } from "@/lib/ui/callout";

/** Says that a moment in the address was not understood; nothing when all were. */
export function MisreadNote({ texts }: { readonly texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <div className="mb-4">
      <Callout tone="warn" title={`“${texts.join("”, “")}” was not understood as a moment`}>
        Choose it below, or write it in UTC like 2026-11-27T09:30:00Z.
      </Callout>
    </div>
  );
}
