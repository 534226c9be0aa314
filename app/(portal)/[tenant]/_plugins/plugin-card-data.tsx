import { ExternalLink, Unplug } from "lucide-react";
import type { ReactNode } from "react";
import { priceOf } from "@/lib/billing";
import type { TenantContext } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { type DrawnView, drawView, type Manifest, type ViewBinding } from "@/lib/plugin-sdk";
import { type QueryAnswer, runQuery } from "@/lib/plugins";
import { Card } from "@/lib/ui/card";
import { EmptyState } from "@/lib/ui/empty-state";
import { ProblemState } from "@/lib/ui/problem-state";
import { RelativeTime } from "@/lib/ui/relative-time";
import { ViewTree } from "@/lib/ui/view-tree/view-tree";
import { VendorMark } from "./vendor-mark";

type PluginCardDataProps = {
  readonly ctx: TenantContext;
  readonly manifest: Manifest;
  readonly view: ViewBinding;
  readonly entityRef: string;
};

type Outcome =
  | { readonly ok: true; readonly answer: QueryAnswer; readonly drawn: DrawnView }
  | { readonly ok: false; readonly error: unknown };

async function load({ ctx, manifest, view, entityRef }: PluginCardDataProps): Promise<Outcome> {
  try {
    const answer = await runQuery(
      ctx,
      { plugin: manifest.id, query: view.query, ref: entityRef },
      { priceOf },
    );
    return { ok: true, answer, drawn: await drawView(view, answer.data) };
  } catch (error) {
    if (!(error instanceof AppError))
      ctx.log.error({ err: error, plugin: manifest.id }, "a plugin's card failed");
    return { ok: false, error };
  }
}

/** One card with its data, or the cause why there is none. Never throws: the page around it stands. */
export async function PluginCardData(props: PluginCardDataProps) {
  const { manifest, view } = props;
  const outcome = await load(props);
  const more = outcome.ok ? outcome.drawn.more : undefined;
  return (
    <Card
      title={view.title}
      icon={<VendorMark mark={manifest.mark} size="sm" />}
      data-plugin={manifest.id}
      actions={
        more ? (
          <a
            href={more}
            target="_blank"
            rel="noopener noreferrer"
            className="link inline-flex items-center gap-1"
          >
            Open in {manifest.vendor} <ExternalLink className="size-3" aria-hidden="true" />
          </a>
        ) : null
      }
      footer={outcome.ok ? <Origin answer={outcome.answer} manifest={manifest} /> : undefined}
    >
      {outcome.ok ? (
        <ViewTree view={outcome.drawn.view} />
      ) : (
        <Failure error={outcome.error} requestId={props.ctx.requestId} title={view.title} />
      )}
    </Card>
  );
}

function Origin({ answer, manifest }: { readonly answer: QueryAnswer; readonly manifest: Manifest }) {
  return (
    <span className="min-w-0 truncate">
      Read <RelativeTime at={answer.at} /> ·{" "}
      <code
        title={
          answer.link.origin === "autofill"
            ? `from ${manifest.annotation.autofill?.says ?? "the repository"}`
            : manifest.annotation.key
        }
      >
        {answer.link.value}
      </code>
    </span>
  );
}

function Failure({
  error,
  requestId,
  title,
}: {
  readonly error: unknown;
  readonly requestId: string;
  readonly title: string;
}): ReactNode {
  if (!(error instanceof AppError)) {
    return (
      <ProblemState compact title={`${title} could not be shown`} requestId={requestId}>
        Something failed on our side.
      </ProblemState>
    );
  }
  const quiet = error.code === "precondition" || error.details?.status === 404;
  if (quiet) {
    return (
      <EmptyState compact icon={<Unplug />} title="Nothing to show here">
        {error.message}
      </EmptyState>
    );
  }
  return (
    <ProblemState compact title={error.message}>
      The rest of the page is not affected.
    </ProblemState>
  );
}
