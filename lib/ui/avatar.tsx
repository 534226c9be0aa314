import { cx } from "./cx";

export type AvatarProps = {
  readonly name: string;
  readonly src?: string | undefined;
  /** px; default 20. */
  readonly size?: 16 | 20 | 24 | 32 | 48 | undefined;
  /** Groups and tenants are squares, people are round. */
  readonly square?: boolean | undefined;
  readonly className?: string | undefined;
};

const sizes = {
  16: "size-4 text-[8px]",
  20: "size-5 text-[9px]",
  24: "size-6 text-[10px]",
  32: "size-8 text-xs",
  48: "size-12 text-base",
} as const;

const hues = [
  "[--hue:var(--kind-component)]",
  "[--hue:var(--kind-api)]",
  "[--hue:var(--kind-system)]",
  "[--hue:var(--kind-domain)]",
  "[--hue:var(--kind-group)]",
  "[--hue:var(--kind-user)]",
  "[--hue:var(--kind-template)]",
  "[--hue:var(--kind-resource)]",
] as const;

/** Two letters at most: first letters of the first two words. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s._/-]+/).filter((word) => word !== "");
  const letters = words.slice(0, 2).map((word) => Array.from(word)[0] ?? "");
  return letters.join("").toUpperCase() || "?";
}

function hueOf(name: string): string {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return hues[sum % hues.length] ?? hues[0];
}

/** A face, or initials on a colour that is always the same for a name. Decorative: the name stands beside it. */
export function Avatar({ name, src, size = 20, square, className }: AvatarProps) {
  const shape = cx(
    "shrink-0 overflow-hidden",
    square ? "rounded-sm" : "rounded-full",
    sizes[size],
    className,
  );
  if (src) {
    return (
      <img
        src={src}
        alt=""
        width={size}
        height={size}
        loading="lazy"
        referrerPolicy="no-referrer"
        className={cx(shape, "bg-sunken object-cover")}
      />
    );
  }
  return (
    <span
      aria-hidden="true"
      className={cx(
        "tint inline-grid select-none place-items-center font-semibold leading-none",
        hueOf(name),
        shape,
      )}
    >
      {initialsOf(name).slice(0, size <= 16 ? 1 : 2)}
    </span>
  );
}
