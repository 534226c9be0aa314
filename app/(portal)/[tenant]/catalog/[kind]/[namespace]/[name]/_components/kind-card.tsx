import type { EntityKind, EntityView } from "@/lib/catalog";
import { Callout } from "@/lib/ui/callout";
import { Card } from "@/lib/ui/card";
import { safeUrl } from "@/lib/ui/safe-url";
import { originOf } from "./origin-text";
import { SourcedField } from "./sourced-field";

/** Shown by the card above already. */
function isAbout(path: string, { entity }: EntityView, { ownerPath }: EntityKind): boolean {
  if (path === "spec.type") return entity.type !== null;
  if (path === "spec.lifecycle") return entity.lifecycle !== null;
  return path === "spec.system" ? entity.systemRef !== null : path === ownerPath;
}

/** Fields the tenant declared for this kind, by their titles. */
export function KindCard({ view, own }: { readonly view: EntityView; readonly own: EntityKind }) {
  const fields = own.fields.filter((field) => !isAbout(field.path, view, own));
  if (fields.length === 0) return null;
  return (
    <Card title="Fields">
      <dl>
        {fields.map((field) => (
          <SourcedField
            key={field.path}
            label={field.title}
            entityRef={view.entity.ref}
            origin={originOf(view.entity, field.path)}
          >
            <Value value={field.value} />
          </SourcedField>
        ))}
      </dl>
    </Card>
  );
}

function Value({ value }: { readonly value: EntityKind["fields"][number]["value"] }) {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) return value.join(", ");
  if (typeof value === "object")
    return <code className="text-xs wrap-anywhere">{JSON.stringify(value)}</code>;
  const url = typeof value === "string" && /^https?:/.test(value) ? safeUrl(value) : undefined;
  if (url)
    return (
      <a
        href={url}
        target="_blank"
        rel="noopener noreferrer"
        className="text-accent-ink wrap-anywhere hover:underline"
      >
        {url}
      </a>
    );
  return <span className="wrap-anywhere">{String(value)}</span>;
}

/** What the tenant's definition of the kind asks, and the entity lacks. */
export function KindIssues({ own }: { readonly own: EntityKind }) {
  if (own.issues.length === 0) return null;
  return (
    <div className="mb-4 grid gap-2">
      {own.issues.slice(0, 5).map((issue) => (
        <Callout key={issue.message} tone="warn" title={issue.message}>
          {issue.fix}
        </Callout>
      ))}
    </div>
  );
}
