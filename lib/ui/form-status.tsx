import { CircleAlert, CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";

export type FormStatusProps =
  | { readonly state: "idle" }
  | { readonly state: "saved"; readonly message?: ReactNode }
  | { readonly state: "problem"; readonly message: ReactNode; readonly detail?: ReactNode };

/** What became of the form, beside its button. Always rendered, so that a screen reader hears the change. */
export function FormStatus(props: FormStatusProps) {
  const bad = props.state === "problem";
  return (
    <div
      role={bad ? "alert" : "status"}
      className={cx("min-h-5 min-w-0 text-sm", bad ? "text-bad" : "text-ok")}
    >
      {props.state === "idle" ? null : (
        <span className="flex items-start gap-1.5">
          {bad ? (
            <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
          ) : (
            <CircleCheck className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
          )}
          <span>
            {props.message ?? "Saved"}
            {props.state === "problem" && props.detail ? (
              <span className="block text-xs text-ink-muted">{props.detail}</span>
            ) : null}
          </span>
        </span>
      )}
    </div>
  );
}
