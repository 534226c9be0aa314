import { stringify } from "yaml";
import type { EntityView } from "@/lib/catalog";
import { Badge } from "@/lib/ui/badge";
import { Card } from "@/lib/ui/card";
import { CodeBlock } from "@/lib/ui/code-block";
import { RelativeTime } from "@/lib/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/lib/ui/table";
import { ContestNote } from "./contest-note";
import { EditField } from "./edit-field";
import { fileText, isOverlaid, originHref, originParts } from "./origin-text";
import { Problems } from "./problems";

const LAYER_TITLES: Readonly<Record<string, string>> = {
  overlay: "Portal edit",
  declared: "Catalog file",
  imported: "Import",
  derived: "Derived from contents",
  kept: "Kept since it was restored",
};

// What an entity is called is decided where it is declared.
const FIXED = /^(apiVersion|kind|metadata\.(name|namespace|uid|etag))$/;

/** Where every value comes from, and the entity as YAML. */
type SourcesTabProps = { readonly slug: string; readonly view: EntityView; readonly mayEdit: boolean };

export function SourcesTab({ slug, view, mayEdit }: SourcesTabProps) {
  const { entity } = view;
  const paths = view.fieldPaths;
  const editIn = mayEdit && !entity.orphanedAt ? slug : undefined;
  return (
    <div className="grid gap-4">
      <ContestNote slug={slug} contest={view.contest} />
      <Problems problems={view.problems} />
      <Card
        title="Sources"
        flush
        actions={
          <span className="text-ink-muted">
            {view.fragments.some((fragment) => fragment.isRefused)
              ? "the topmost that is not refused wins, field by field"
              : "the topmost wins, field by field"}
          </span>
        }
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
                  {fragment.isRefused ? (
                    <Badge tone="warn">refused; another source holds the name</Badge>
                  ) : null}{" "}
                  {fragment.stale ? (
                    <Badge tone="warn">last good version; its source is broken or missing</Badge>
                  ) : null}
                </TableCell>
                <TableCell className="max-w-96 font-mono text-xs wrap-anywhere">
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
                <TableHeader className="max-md:hidden">Comes from</TableHeader>
                {editIn ? (
                  <TableHeader>
                    <span className="sr-only">Edit</span>
                  </TableHeader>
                ) : null}
              </TableRow>
            </TableHead>
            <TableBody>
              {paths.map((path) => (
                <TableRow key={path} className="group">
                  <TableCell className="max-w-80 wrap-anywhere">
                    <span className="font-mono text-xs">{path}</span>
                    <div className="text-xs text-ink-muted md:hidden">
                      <ComesFrom view={view} path={path} />
                    </div>
                  </TableCell>
                  <TableCell muted className="max-w-[36rem] wrap-anywhere max-md:hidden">
                    <ComesFrom view={view} path={path} />
                  </TableCell>
                  {editIn ? (
                    <TableCell className="w-10 py-0">
                      {FIXED.test(path) ? null : (
                        <EditField tenant={editIn} entityRef={entity.ref} path={path} />
                      )}
                    </TableCell>
                  ) : null}
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
            {fragment.isRefused ? " (refused)" : ""}
          </summary>
          <CodeBlock language="yaml" code={stringify(fragment.body, { lineWidth: 120 })} />
        </details>
      ))}
    </div>
  );
}

/** In words, with the line on GitHub where it is known. */
function ComesFrom({ view, path }: { readonly view: EntityView; readonly path: string }) {
  const parts = originParts(view.entity, path);
  const href = parts && originHref(parts, view.verdicts);
  return (
    <>
      {isOverlaid(view.entity, path) ? <Badge tone="accent">edited</Badge> : null}{" "}
      {parts ? parts.words.join(" · ") : "unknown"}
      {parts?.file ? (
        <>
          {parts.words.length > 0 ? " · " : null}
          {href ? (
            <a
              href={href}
              target="_blank"
              rel="noopener noreferrer"
              className="font-mono text-xs text-accent-ink hover:underline"
            >
              {fileText(parts)}
            </a>
          ) : (
            fileText(parts)
          )}
        </>
      ) : null}
    </>
  );
}
