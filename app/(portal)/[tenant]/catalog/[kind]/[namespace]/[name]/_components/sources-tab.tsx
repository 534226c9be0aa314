import { stringify } from "yaml";
import type { EntityView } from "@/lib/catalog";
import { Badge } from "@/lib/ui/badge";
import { Card } from "@/lib/ui/card";
import { CodeBlock } from "@/lib/ui/code-block";
import { RelativeTime } from "@/lib/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/lib/ui/table";
import { Problems } from "./problems";
import { originText } from "./sourced-field";

const LAYER_TITLES: Readonly<Record<string, string>> = {
  overlay: "Portal edit",
  declared: "Catalog file",
  imported: "Import",
  derived: "Derived from contents",
};

/** Where every value comes from, and the entity as YAML. */
export function SourcesTab({ view }: { readonly view: EntityView }) {
  const { entity } = view;
  const paths = view.fieldPaths;
  return (
    <div className="grid gap-4">
      <Problems problems={view.problems} />
      <Card
        title="Sources"
        flush
        actions={<span className="text-ink-muted">the topmost wins, field by field</span>}
      >
        <Table caption="Sources of this entity">
          <TableHead>
            <TableRow>
              <TableHeader>Says</TableHeader>
              <TableHeader>Where</TableHeader>
              <TableHeader>Read</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {view.fragments.map((fragment) => (
              <TableRow key={`${fragment.sourceName} ${fragment.sourceKey}`}>
                <TableCell>
                  {LAYER_TITLES[fragment.layer] ?? fragment.layer}{" "}
                  {fragment.stale ? <Badge tone="warn">last good version; the file is broken</Badge> : null}
                </TableCell>
                <TableCell className="max-w-96 truncate font-mono text-xs">
                  {fragment.repository ?? fragment.sourceName}{" "}
                  {fragment.sourceKey.split(":").slice(1).join(":")}
                </TableCell>
                <TableCell muted>
                  <RelativeTime at={fragment.seenAt} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Card>
      {paths.length > 0 ? (
        <Card title="Fields" flush>
          <Table caption="Where each field comes from">
            <TableHead>
              <TableRow>
                <TableHeader>Field</TableHeader>
                <TableHeader>Comes from</TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {paths.map((path) => (
                <TableRow key={path}>
                  <TableCell className="max-w-80 truncate font-mono text-xs">{path}</TableCell>
                  <TableCell muted className="max-w-[36rem] truncate">
                    {originText(entity, path) ?? "unknown"}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Card>
      ) : null}
      <CodeBlock title="Effective entity" language="yaml" code={stringify(entity.body, { lineWidth: 120 })} />
      {view.fragments.map((fragment) => (
        <details key={`${fragment.sourceName} ${fragment.sourceKey}`}>
          <summary className="mb-2 cursor-pointer rounded-sm text-sm text-ink-muted hover:text-ink">
            As {(LAYER_TITLES[fragment.layer] ?? fragment.layer).toLowerCase()}:{" "}
            {fragment.repository ?? fragment.sourceName}
          </summary>
          <CodeBlock language="yaml" code={stringify(fragment.body, { lineWidth: 120 })} />
        </details>
      ))}
    </div>
  );
}
