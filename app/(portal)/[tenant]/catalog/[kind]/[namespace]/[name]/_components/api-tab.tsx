import { z } from "zod";
import { type EntityRow, viewApi } from "@/lib/catalog";
import type { ApiField, ApiOperation, ApiType, ApiView } from "@/lib/catalog/client";
import { Badge } from "@/lib/ui/badge";
import { Callout } from "@/lib/ui/callout";
import { Card } from "@/lib/ui/card";
import { CodeBlock } from "@/lib/ui/code-block";
import { EmptyState } from "@/lib/ui/empty-state";
import { Markdown } from "@/lib/ui/markdown";
import type { Tone } from "@/lib/ui/tone";

const specSchema = z.looseObject({
  type: z.string().catch("text"),
  definition: z.string().optional().catch(undefined),
});
const LANGUAGES: Readonly<Record<string, string>> = {
  openapi: "yaml",
  asyncapi: "yaml",
  graphql: "graphql",
  grpc: "proto",
};
const VERB_TONES: Readonly<Record<string, Tone>> = {
  GET: "info",
  POST: "ok",
  PUT: "warn",
  PATCH: "warn",
  DELETE: "bad",
  query: "info",
  mutation: "warn",
  subscription: "ok",
};
const TEXT_MAX = 200_000;

export function ApiTab({ entity }: { readonly entity: EntityRow }) {
  const { type, definition } = specSchema.parse(entity.body.spec ?? {});
  if (definition === undefined) {
    return (
      <EmptyState title="This API has no definition">
        Add spec.definition to its catalog file, or keep an OpenAPI, AsyncAPI or GraphQL file in the
        repository.
      </EmptyState>
    );
  }
  const view = viewApi(type, definition);
  return (
    <div className="grid gap-4">
      {view.problem ? <Callout tone="warn" title={view.problem} /> : null}
      {view.title || view.description || view.servers.length > 0 ? <Head view={view} /> : null}
      {view.groups.map((group) => (
        <Card
          key={group.name}
          flush
          title={group.name}
          actions={<span className="tabular text-ink-muted">{group.operations.length}</span>}
        >
          {group.operations.map((operation) => (
            <Operation key={`${operation.verb} ${operation.path}`} operation={operation} />
          ))}
        </Card>
      ))}
      {view.types.length > 0 ? (
        <Card
          flush
          title="Types"
          actions={<span className="tabular text-ink-muted">{view.types.length}</span>}
        >
          {view.types.map((apiType) => (
            <TypeRow key={apiType.name} apiType={apiType} />
          ))}
        </Card>
      ) : null}
      <details open={view.groups.length === 0} className="min-w-0">
        <summary className="mb-2 cursor-pointer rounded-sm text-sm text-ink-muted hover:text-ink">
          Definition ({type})
        </summary>
        {definition.length > TEXT_MAX ? (
          <p className="text-sm text-ink-muted">
            The definition has {definition.length.toLocaleString("en")} characters; open it at its source.
          </p>
        ) : (
          <CodeBlock
            code={definition}
            language={definition.trimStart().startsWith("{") ? "json" : (LANGUAGES[type] ?? "text")}
            title={`${entity.name} · ${type}`}
          />
        )}
      </details>
    </div>
  );
}

function Head({ view }: { readonly view: ApiView }) {
  return (
    <Card title={view.title ?? "API"} actions={view.version ? <Badge>{view.version}</Badge> : null}>
      {view.description ? (
        <Markdown text={view.description} compact linkHref={() => undefined} imageSrc={() => undefined} />
      ) : null}
      {view.servers.length > 0 ? (
        <ul className="mt-2 grid gap-0.5 font-mono text-xs text-ink-muted">
          {view.servers.map((server) => (
            <li key={server}>{server}</li>
          ))}
        </ul>
      ) : null}
    </Card>
  );
}

function Operation({ operation }: { readonly operation: ApiOperation }) {
  return (
    <details className="group border-t border-line first:border-t-0">
      <summary className="flex min-h-9 cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5 hover:bg-hover">
        <span className="w-20 shrink-0">
          <Badge tone={VERB_TONES[operation.verb] ?? "neutral"}>{operation.verb}</Badge>
        </span>
        <code className={operation.deprecated ? "text-xs line-through" : "text-xs"}>{operation.path}</code>
        <span className="min-w-0 truncate text-xs text-ink-muted">{operation.summary}</span>
        {operation.deprecated ? <Badge tone="warn">deprecated</Badge> : null}
      </summary>
      <div className="grid gap-3 px-4 pt-1 pb-4 text-sm">
        {operation.description ? (
          <Markdown
            text={operation.description}
            compact
            linkHref={() => undefined}
            imageSrc={() => undefined}
          />
        ) : null}
        <Fields title="Parameters" fields={operation.parameters} />
        {operation.body ? (
          <p className="text-xs">
            <span className="text-ink-muted">Body </span>
            <code>{operation.body}</code>
          </p>
        ) : null}
        {operation.responses.length > 0 ? (
          <ul className="grid gap-1 text-xs">
            {operation.responses.map((response) => (
              <li key={response.status} className="flex flex-wrap gap-x-2">
                <code className="w-14 shrink-0">{response.status}</code>
                <span>{response.description}</span>
                {response.type ? <code className="text-ink-muted">{response.type}</code> : null}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </details>
  );
}

function Fields({ title, fields }: { readonly title: string; readonly fields: readonly ApiField[] }) {
  if (fields.length === 0) return null;
  return (
    <div>
      <h4 className="mb-1 text-xs text-ink-muted">{title}</h4>
      <ul className="grid gap-1 text-xs">
        {fields.map((field) => (
          <li key={`${field.place} ${field.name}`} className="flex flex-wrap gap-x-2">
            <code className="font-medium">{field.name}</code>
            <code className="text-ink-muted">{field.type}</code>
            {field.place ? <span className="text-ink-muted">{field.place}</span> : null}
            {field.required ? <span className="text-warn">required</span> : null}
            {field.description ? <span className="text-ink-muted">{field.description}</span> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

function TypeRow({ apiType }: { readonly apiType: ApiType }) {
  return (
    <details className="border-t border-line first:border-t-0">
      <summary className="flex min-h-9 cursor-pointer items-center gap-3 px-4 hover:bg-hover">
        <code className="text-xs">{apiType.name}</code>
        <span className="tabular text-xs text-ink-faint">{apiType.fields.length} fields</span>
      </summary>
      <div className="px-4 pt-1 pb-4">
        {apiType.description ? <p className="mb-2 text-xs text-ink-muted">{apiType.description}</p> : null}
        <Fields title="Fields" fields={apiType.fields} />
      </div>
    </details>
  );
}
