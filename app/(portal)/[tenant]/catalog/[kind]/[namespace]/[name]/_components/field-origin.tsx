import type { PlacedValue } from "@/lib/catalog";
import { RelativeTime } from "@/lib/ui/relative-time";

const LAYERS: Readonly<Record<string, string>> = {
  overlay: "Edited in the portal",
  declared: "Declared in the repository",
  imported: "Imported",
  derived: "Derived from the repository",
  kept: "Kept since it was restored",
};

function text(value: unknown): string {
  if (value === undefined) return "nothing";
  const words = typeof value === "string" ? value : JSON.stringify(value);
  return words.length > 200 ? `${words.slice(0, 199)}…` : words;
}

/** A value with its place: the layer, the file and line, or who edited it, when and why. */
export function FieldOrigin({ label, placed }: { readonly label: string; readonly placed: PlacedValue }) {
  const { origin } = placed;
  return (
    <div className="rounded-md border border-line bg-sunken px-3 py-2 text-xs">
      <p className="text-ink-muted">
        {label}: {origin ? (LAYERS[origin.layer] ?? origin.layer) : "no source"}
        {origin?.file ? ` · ${origin.file}${origin.line ? `:${origin.line}` : ""}` : ""}
        {origin?.by ? (
          <>
            {" · "}
            {origin.by}
            {origin.at ? (
              <>
                {" "}
                <RelativeTime at={origin.at} />
              </>
            ) : null}
          </>
        ) : null}
      </p>
      <p className="mt-0.5 font-mono wrap-anywhere">{text(placed.value)}</p>
      {origin?.layer === "overlay" || origin?.layer === "derived" ? (
        <p className="mt-0.5 wrap-anywhere">{origin.rule}</p>
      ) : null}
    </div>
  );
}
