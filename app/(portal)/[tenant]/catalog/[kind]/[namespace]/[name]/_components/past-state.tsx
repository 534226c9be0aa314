import type { PastEntity } from "@/lib/catalog";
import { Callout } from "@/lib/ui/callout";
import { Card } from "@/lib/ui/card";
import { CodeBlock } from "@/lib/ui/code-block";
import { momentText } from "../../../../../_history/moment-field";

/** The entity as it was at a moment, or why it was not there. */
export function PastState({ at, past }: { readonly at: Date; readonly past: PastEntity | undefined }) {
  if (!past) return <Callout tone="warn">At {momentText(at)} it was not in the catalog yet.</Callout>;
  if (past.removed)
    return (
      <Callout tone="warn">
        At {momentText(at)} it was not in the catalog: it had been removed by {past.cause.name} at{" "}
        {momentText(past.since)}.
      </Callout>
    );
  return (
    <Card
      title={
        <>
          As of <span className="tabular">{momentText(at)}</span>
        </>
      }
    >
      <p className="mb-2 text-xs text-ink-muted">
        Version {past.version}, since {momentText(past.since)}, by {past.cause.name}
        {past.ref === past.currentRef ? "" : `. It was called ${past.ref} then`}.
      </p>
      <CodeBlock language="json" code={JSON.stringify(past.body, null, 2)} />
    </Card>
  );
}
