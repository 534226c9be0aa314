import type { ReactNode } from "react";
import { Badge } from "@/lib/ui/badge";
import { Tooltip } from "@/lib/ui/tooltip";
import { EditField } from "./edit-field";
import type { FactOrigin } from "./origin-text";

type SourcedFieldProps = {
  readonly label: string;
  readonly entityRef: string;
  readonly origin: FactOrigin;
  readonly children: ReactNode;
  /** the tenant's slug, where the reader may edit */
  readonly editIn?: string | undefined;
};

/** A labelled fact of an entity; hover, focus or a click says where it comes from. */
export function SourcedField({ label, entityRef, origin, children, editIn }: SourcedFieldProps) {
  return (
    <div className="group grid grid-cols-[7.5rem_minmax(0,1fr)] items-baseline gap-x-3 py-1">
      <dt className="text-xs text-ink-muted">
        {origin.text ? (
          <Tooltip label={origin.text} align="start" pinnable>
            <button
              type="button"
              className="cursor-help rounded-sm text-left underline decoration-line-strong decoration-dotted underline-offset-3"
            >
              {label}
              <span className="sr-only">: {origin.text}</span>
            </button>
          </Tooltip>
        ) : (
          label
        )}
      </dt>
      <dd className="flex min-w-0 items-start gap-1.5">
        <span className="min-w-0">{children}</span>
        <EditedMark origin={origin} />
        {editIn ? <EditField tenant={editIn} entityRef={entityRef} path={origin.path} /> : null}
      </dd>
    </div>
  );
}

/** Says of a field that somebody edited it in the portal. */
export function EditedMark({ origin }: { readonly origin: FactOrigin }) {
  return origin.isEdited ? (
    <Badge tone="accent" title={origin.text}>
      edited
    </Badge>
  ) : null;
}
