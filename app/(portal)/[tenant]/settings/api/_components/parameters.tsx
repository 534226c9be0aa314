import type { ReferenceParameter } from "@/app/_machine/openapi/reference";
import { Badge } from "@/lib/ui/badge";
import { Markdown } from "@/lib/ui/markdown";

/** A list rather than a table: at 390 px a table of four columns would scroll. */
export function Parameters({ parameters }: { readonly parameters: readonly ReferenceParameter[] }) {
  if (parameters.length === 0) return null;
  return (
    <div className="grid min-w-0 gap-2">
      <h3 className="text-xs font-medium text-ink-muted">Parameters</h3>
      <dl className="grid min-w-0 rounded-lg border border-line">
        {parameters.map(({ name, place, required, type, description }) => (
          <div
            key={`${place} ${name}`}
            className="grid gap-x-4 gap-y-1 border-t border-line px-3 py-2 first:border-t-0 sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)]"
          >
            <dt className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
              <code className="font-mono text-xs font-medium wrap-anywhere">{name}</code>
              <span className="text-2xs text-ink-muted">{place}</span>
              {required ? <Badge>required</Badge> : null}
            </dt>
            <dd className="min-w-0 text-xs">
              <code className="font-mono text-ink-muted wrap-anywhere">{type}</code>
              {description ? (
                <Markdown text={description} compact linkHref={() => undefined} imageSrc={() => undefined} />
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
