import Link from "next/link";
import type { ReactNode } from "react";
import type { Change } from "@/lib/catalog";
import { Badge } from "@/lib/ui/badge";
import { RelativeTime } from "@/lib/ui/relative-time";
import { CauseText } from "./cause-text";
import { FieldChangeView } from "./field-change";

const TONES = { created: "ok", changed: "neutral", removed: "bad", restored: "info" } as const;
const FIELDS_SHOWN = 8;

export function ChangeBadge({ change }: { readonly change: Change["change"] }) {
  return <Badge tone={TONES[change]}>{change}</Badge>;
}

/** The fields of one change; many fold away. */
export function FieldChanges({ fields }: { readonly fields: Change["fields"] }) {
  if (fields.length === 0) return null;
  const rest = fields.slice(FIELDS_SHOWN);
  return (
    <div className="mt-1.5 grid gap-1.5">
      {fields.slice(0, FIELDS_SHOWN).map((field) => (
        <FieldChangeView key={field.path} field={field} />
      ))}
      {rest.length > 0 ? (
        <details>
          <summary className="cursor-pointer text-xs text-accent-ink hover:underline">
            {rest.length} more {rest.length === 1 ? "field" : "fields"}
          </summary>
          <div className="mt-1.5 grid gap-1.5">
            {rest.map((field) => (
              <FieldChangeView key={field.path} field={field} />
            ))}
          </div>
        </details>
      ) : null}
    </div>
  );
}

/** One change: what, when, by whom, and each field. */
export function ChangeItem({
  change,
  subject,
  asOfHref,
}: {
  readonly change: Change;
  /** the entity, where the list is not of one */
  readonly subject?: ReactNode;
  readonly asOfHref: string;
}) {
  return (
    <li className="border-t border-line px-4 py-2.5 first:border-t-0">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <ChangeBadge change={change.change} />
        {subject}
        <span className="min-w-0 text-ink-muted">
          <RelativeTime at={change.at} /> by <CauseText change={change} />
        </span>
        <Link
          href={asOfHref}
          prefetch={false}
          className="tabular ml-auto rounded-sm text-xs text-ink-muted hover:text-ink hover:underline"
          title="The entity as it was after this change"
        >
          version {change.version}
        </Link>
      </div>
      {change.cause.reason ? (
        <p className="mt-0.5 text-xs text-ink-muted wrap-anywhere">“{change.cause.reason}”</p>
      ) : null}
      <FieldChanges fields={change.fields} />
    </li>
  );
}
