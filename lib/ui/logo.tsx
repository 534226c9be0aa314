import { cx } from "./cx";

/** Portico's mark: a pediment on three columns. Decorative unless `label` is given. */
export function LogoMark({
  className,
  label,
}: {
  readonly className?: string | undefined;
  readonly label?: string | undefined;
}) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: named by aria-label, or decorative
    <svg
      viewBox="0 0 24 24"
      className={cx("size-6 shrink-0 text-accent", className)}
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
    >
      <rect width="24" height="24" rx="6" fill="currentColor" />
      <path d="M12 4.6 5 8.7v1.5h14V8.7L12 4.6Z" fill="white" />
      <path
        d="M6.6 11.6h2.2v5H6.6zM10.9 11.6h2.2v5h-2.2zM15.2 11.6h2.2v5h-2.2z"
        fill="white"
        fillOpacity="0.82"
      />
      <path d="M5 17.9h14v1.6H5z" fill="white" />
    </svg>
  );
}

/** Mark and word. */
export function Logo({ className }: { readonly className?: string | undefined }) {
  return (
    <span
      className={cx(
        "inline-flex items-center gap-2 text-lg font-semibold tracking-tight text-ink",
        className,
      )}
    >
      <LogoMark />
      Portico
    </span>
  );
}
