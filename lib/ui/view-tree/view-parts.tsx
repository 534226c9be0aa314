import type { ReactNode } from "react";
import type { View, ViewCell } from "@/lib/plugin-sdk/client";
import { Badge } from "../badge";
import { RelativeTime } from "../relative-time";
import { isAbsoluteUrl, safeUrl } from "../safe-url";

/** The block of one kind. */
export type BlockOf<Kind extends View["kind"]> = Extract<View, { kind: Kind }>;

/** A link out of a plugin's data; an address we would not follow is shown as text. */
export function ViewLink({
  href,
  children,
}: {
  readonly href: string | undefined;
  readonly children: ReactNode;
}) {
  const safe = href === undefined ? undefined : safeUrl(href);
  if (safe === undefined) return <>{children}</>;
  const outside = isAbsoluteUrl(safe);
  return (
    <a
      href={safe}
      className="link"
      {...(outside ? { target: "_blank", rel: "noopener noreferrer nofollow" } : {})}
    >
      {children}
    </a>
  );
}

/** Title over a block. */
export function ViewTitle({ children }: { readonly children: string | undefined }) {
  return children ? <h3 className="mb-1.5 text-xs font-medium text-ink-muted">{children}</h3> : null;
}

/** What a block without items says. */
export function ViewEmpty({ children }: { readonly children: string | undefined }) {
  return <p className="py-1 text-sm text-ink-muted">{children ?? "Nothing yet."}</p>;
}

/** A cell's value, drawn by its kind. */
export function ViewCellText({ cell }: { readonly cell: ViewCell | undefined }): ReactNode {
  if (cell === undefined || cell === null || cell === "") return <span className="text-ink-faint">–</span>;
  if (typeof cell === "boolean") return cell ? "Yes" : "No";
  if (typeof cell === "number") return cell.toLocaleString("en");
  if (typeof cell === "string") return cell;
  const words = typeof cell.text === "number" ? cell.text.toLocaleString("en") : cell.text;
  const value = (
    <>
      {words}
      {cell.unit ? <span className="text-ink-muted">&#8239;{cell.unit}</span> : null}
      {cell.at ? (
        <RelativeTime at={cell.at} className={words ? "ml-1.5 text-ink-muted" : "text-ink-muted"} />
      ) : null}
    </>
  );
  if (cell.tone) {
    return (
      <ViewLink href={cell.href}>
        <Badge tone={cell.tone}>{value}</Badge>
      </ViewLink>
    );
  }
  if (cell.code) {
    return (
      <ViewLink href={cell.href}>
        <code className="text-xs">{value}</code>
      </ViewLink>
    );
  }
  return <ViewLink href={cell.href}>{value}</ViewLink>;
}
