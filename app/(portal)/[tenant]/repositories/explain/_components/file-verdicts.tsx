import Link from "next/link";
import type { Explained } from "@/lib/catalog";
import { Badge } from "@/lib/ui/badge";
import { Card } from "@/lib/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/lib/ui/table";
import { entityPath } from "../../../_components/entity-link";

type Repository = NonNullable<Explained["repository"]>;

/** What became of each file that could have said something. */
export function FileVerdicts({
  slug,
  repository,
}: {
  readonly slug: string;
  readonly repository: Repository;
}) {
  const files = repository.files.filter((file) => file.isCatalogFile || file.problem);
  if (files.length === 0) return null;
  return (
    <Card title="File by file" flush>
      <Table caption="Catalog files of this repository">
        <TableHead>
          <TableRow>
            <TableHeader>File</TableHeader>
            <TableHeader>Verdict</TableHeader>
            <TableHeader>What it says</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {files.map((file) => (
            <FileRow key={file.path} slug={slug} repository={repository} file={file} />
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

function FileRow({
  slug,
  repository,
  file,
}: {
  readonly slug: string;
  readonly repository: Repository;
  readonly file: Repository["files"][number];
}) {
  const problems = repository.problems.filter((problem) => problem.path === file.path);
  const errors = problems.filter((problem) => problem.severity === "error");
  const entities = repository.entities.filter((entity) => entity.file === file.path);
  const [first] = errors.length > 0 ? errors : problems;
  return (
    <TableRow>
      <TableCell className="font-mono text-xs whitespace-normal wrap-anywhere">{file.path}</TableCell>
      <TableCell>
        {file.problem || errors.length > 0 ? (
          <Badge tone="bad">Failed</Badge>
        ) : problems.length > 0 ? (
          <Badge tone="warn">Warning</Badge>
        ) : (
          <Badge tone="ok">Read</Badge>
        )}
      </TableCell>
      <TableCell className="whitespace-normal">
        {file.problem ? <p>It is {file.problem.replace("_", " ")}.</p> : null}
        {first ? (
          <p className="wrap-anywhere">
            {first.line ? `Line ${first.line}: ` : ""}
            {first.message}
            {problems.length > 1 ? ` (and ${problems.length - 1} more)` : ""}
          </p>
        ) : null}
        {entities.map((entity) => (
          <span key={entity.ref} className="mr-2 text-xs">
            {entity.served ? (
              <Link
                href={entityPath(slug, entity.ref)}
                className="font-mono text-accent-ink wrap-anywhere hover:underline"
              >
                {entity.ref}
              </Link>
            ) : (
              <span className="font-mono text-ink-muted wrap-anywhere">{entity.ref}</span>
            )}
            {entity.stale ? " (last good version)" : ""}
          </span>
        ))}
      </TableCell>
    </TableRow>
  );
}
