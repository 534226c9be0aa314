import Link from "next/link";
import { TEMPLATES } from "@/lib/imports";

/** Worked mappings to begin with, and the empty page. */
export function TemplateGallery({ tenant }: { readonly tenant: string }) {
  const base = `/${tenant}/settings/sources`;
  const tiles = [
    ...TEMPLATES.map((template) => ({
      id: template.id,
      title: template.vendor,
      summary: template.summary,
      href:
        template.definition.input.kind === "http" ? `${base}/new?template=${template.id}` : `${base}/import`,
    })),
    {
      id: "own",
      title: "Your own inventory",
      summary: "Any HTTP API that answers JSON or CSV: address, sign-in, pages and a mapping of your own.",
      href: `${base}/new?template=own`,
    },
  ];
  return (
    <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      {tiles.map((tile) => (
        <li key={tile.id}>
          <Link
            href={tile.href}
            className="block h-full rounded-lg border border-line bg-surface p-4 transition-colors hover:border-line-strong hover:bg-hover"
          >
            <span className="block font-medium">{tile.title}</span>
            <span className="mt-1 block text-sm text-ink-muted">{tile.summary}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
