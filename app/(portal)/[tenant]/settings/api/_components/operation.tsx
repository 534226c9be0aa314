import type { ReferenceContent, ReferenceOperation } from "@/app/_machine/openapi/reference";
import { Badge } from "@/lib/ui/badge";
import { CodeBlock } from "@/lib/ui/code-block";
import { Markdown } from "@/lib/ui/markdown";
import { Parameters } from "./parameters";
import { Verb } from "./verb";

/** One operation, folded: method, path and summary first, all the rest when opened or linked to. */
export function Operation({ operation }: { readonly operation: ReferenceOperation }) {
  const { id, method, path, summary, description, scope, parameters, body, answers, curl } = operation;
  return (
    <details className="group border-t border-line first:border-t-0" name="operation">
      <summary className="flex min-h-10 cursor-pointer flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2 hover:bg-hover">
        <Verb method={method} />
        <code className="min-w-0 font-mono text-xs wrap-anywhere">{path}</code>
        <span className="min-w-0 basis-full text-xs text-ink-muted sm:basis-auto">{summary}</span>
      </summary>
      <div id={id} className="grid scroll-mt-28 gap-4 px-4 pt-2 pb-5 text-sm">
        {description ? (
          <Markdown text={description} compact linkHref={() => undefined} imageSrc={() => undefined} />
        ) : null}
        <p className="flex flex-wrap items-center gap-2 text-xs text-ink-muted">
          Scope {scope ? <Badge>{scope}</Badge> : "none: any token of this portal"}
        </p>
        <Parameters parameters={parameters} />
        {body ? (
          <Part title="Body">
            {body.description ? <p className="text-xs text-ink-muted">{body.description}</p> : null}
            {body.contents.map((content) => (
              <Content key={content.type} content={content} />
            ))}
          </Part>
        ) : null}
        <Part title="Example">
          <CodeBlock language="bash" code={curl} />
        </Part>
        <Part title="Answers">
          {answers.map(({ status, description: words, content }) => (
            <div key={status} className="grid min-w-0 gap-1.5">
              <p className="flex flex-wrap gap-x-3 text-xs">
                <code className="w-8 shrink-0 font-mono font-medium">{status}</code>
                <span className="min-w-0 flex-1">{words}</span>
              </p>
              {content && Number(status) < 300 ? <Content content={content} /> : null}
            </div>
          ))}
        </Part>
      </div>
    </details>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <div className="grid min-w-0 gap-2">
      <h3 className="text-xs font-medium text-ink-muted">{title}</h3>
      {children}
    </div>
  );
}

function Content({ content }: { readonly content: ReferenceContent }) {
  return (
    <>
      <CodeBlock language="typescript" title={content.type} code={content.outline} />
      {content.example ? (
        <details className="min-w-0">
          <summary className="cursor-pointer rounded-sm text-xs text-ink-muted hover:text-ink">
            Example
          </summary>
          <CodeBlock className="mt-2" language="json" code={content.example} />
        </details>
      ) : null}
    </>
  );
}
