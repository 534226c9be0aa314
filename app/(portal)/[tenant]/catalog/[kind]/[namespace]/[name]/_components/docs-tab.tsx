import Link from "next/link";
import { type EntityView, getDocument } from "@/lib/catalog";
import { resolvePath } from "@/lib/catalog/client";
import type { TenantContext } from "@/lib/platform/context";
import { CodeBlock } from "@/lib/ui/code-block";
import { EmptyState } from "@/lib/ui/empty-state";
import { Readme } from "@/lib/ui/readme";
import { RelativeTime } from "@/lib/ui/relative-time";

type DocsTabProps = {
  readonly ctx: TenantContext;
  readonly view: EntityView;
  readonly base: string;
  readonly path: string | undefined;
};

export async function DocsTab({ ctx, view, base, path }: DocsTabProps) {
  const chosen = view.documents.find((document) => document.path === path) ?? view.documents[0];
  if (!chosen) {
    return (
      <EmptyState title="No documentation was found">
        A README, or Markdown under docs/, appears here with the next push.
      </EmptyState>
    );
  }
  const document = await getDocument(ctx, { ref: view.entity.ref, path: chosen.path });
  const repository = view.verdicts[0];
  const onGithub = (kind: "blob" | "raw", file: string | undefined) =>
    repository && file !== undefined
      ? `${repository.url}/${kind}/${encodeURIComponent(repository.defaultBranch ?? "HEAD")}/${file.split("/").map(encodeURIComponent).join("/")}`
      : undefined;
  const known = new Set(view.documents.map((entry) => entry.path));
  // A page's links carry queries and fragments, which are no part of a path.
  const fileOf = (target: string) => resolvePath(chosen.path, target.split(/[?#]/)[0] ?? "");
  const href = (target: string) => {
    if (target.startsWith("#")) return target;
    const file = fileOf(target);
    if (file === undefined) return undefined;
    return known.has(file) ? `${base}?tab=docs&doc=${encodeURIComponent(file)}` : onGithub("blob", file);
  };
  return (
    <div className="grid gap-6 lg:grid-cols-[13rem_minmax(0,1fr)]">
      {view.documents.length > 1 ? (
        <nav aria-label="Documents" className="max-h-[70vh] min-w-0 overflow-auto">
          <ul className="grid gap-0.5">
            {view.documents.map((entry) => (
              <li key={entry.path}>
                <Link
                  href={`${base}?tab=docs&doc=${encodeURIComponent(entry.path)}`}
                  aria-current={entry.path === chosen.path ? "page" : undefined}
                  title={entry.path}
                  className="block truncate rounded-md px-2 py-1 text-sm text-ink-muted hover:bg-hover hover:text-ink aria-[current=page]:bg-selected aria-[current=page]:text-ink"
                >
                  {entry.title}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      <article className="min-w-0 max-w-3xl">
        <p className="mb-4 text-xs text-ink-muted">
          <a
            href={onGithub("blob", chosen.path)}
            target="_blank"
            rel="noopener noreferrer"
            className="font-mono hover:underline"
          >
            {chosen.path}
          </a>{" "}
          · read <RelativeTime at={document.updatedAt} />
        </p>
        <Readme
          text={document.content}
          linkHref={href}
          imageSrc={(src) => onGithub("raw", fileOf(src))}
          renderCode={(code, language) => <CodeBlock code={code} language={language} />}
        />
      </article>
    </div>
  );
}
