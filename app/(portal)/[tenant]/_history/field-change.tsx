import type { FieldChange } from "@/lib/catalog/client";
import { cx } from "@/lib/ui/cx";
import { type DiffLine, diffLines } from "./line-diff";

const INLINE_MAX = 90;
const LINES_SHOWN = 14;

type Value = FieldChange["before"];

function textOf(value: Value): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

/** A list of texts is compared item by item. */
function linesOf(value: Value): readonly string[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  return textOf(value).split("\n");
}

function isShort(value: Value): boolean {
  if (value === undefined || typeof value !== "object") {
    const text = value === undefined ? "" : textOf(value);
    return text.length <= INLINE_MAX && !text.includes("\n");
  }
  return value === null;
}

function Short({ value, tone }: { readonly value: Value; readonly tone: "bad" | "ok" }) {
  if (value === undefined) return <span className="text-ink-faint">nothing</span>;
  const Mark = tone === "bad" ? "del" : "ins";
  return (
    <Mark className={cx("wrap-anywhere no-underline", tone === "bad" ? "text-bad" : "text-ok")}>
      {value === "" ? '""' : textOf(value)}
    </Mark>
  );
}

const LINE_STYLE: Readonly<Record<DiffLine["kind"], { readonly mark: string; readonly style: string }>> = {
  same: { mark: " ", style: "text-ink-muted" },
  removed: { mark: "−", style: "bg-bad-soft text-bad" },
  added: { mark: "+", style: "bg-ok-soft text-ok" },
};

function Lines({ lines }: { readonly lines: readonly DiffLine[] }) {
  return (
    <div className="overflow-x-auto font-mono text-2xs">
      {lines.map((line, index) => (
        // A line has no identity but its place.
        <div key={index} className={cx("flex px-2 py-px", LINE_STYLE[line.kind].style)}>
          <span className="w-4 shrink-0 select-none">{LINE_STYLE[line.kind].mark}</span>
          <span className="whitespace-pre-wrap wrap-anywhere">{line.text || " "}</span>
        </div>
      ))}
    </div>
  );
}

/** Only lines near a change are worth reading; others fold away. */
function near(lines: readonly DiffLine[]): readonly DiffLine[] {
  return lines.filter((_, index) =>
    lines.slice(Math.max(0, index - 2), index + 3).some((one) => one.kind !== "same"),
  );
}

/** One field: short values in a line, long texts and lists compared line by line. */
export function FieldChangeView({ field }: { readonly field: FieldChange }) {
  const { path, before, after } = field;
  if (isShort(before) && isShort(after))
    return (
      <div className="text-xs">
        <code className="wrap-anywhere">{path}</code> <Short value={before} tone="bad" />{" "}
        <span className="sr-only">became</span>
        <span aria-hidden="true">→</span> <Short value={after} tone="ok" />
      </div>
    );
  const lines = diffLines(linesOf(before), linesOf(after));
  const first = near(lines).slice(0, LINES_SHOWN);
  return (
    <div className="text-xs">
      <code className="wrap-anywhere">{path}</code>
      <div className="mt-1 overflow-hidden rounded-md border border-line">
        <Lines lines={first} />
        {first.length < lines.length ? (
          <details className="border-t border-line">
            <summary className="cursor-pointer px-2 py-1 text-2xs text-accent-ink hover:underline">
              Show all {lines.length.toLocaleString("en")} lines
            </summary>
            <Lines lines={lines} />
          </details>
        ) : null}
      </div>
    </div>
  );
}
