import type { Template } from "@/lib/imports";
import { Callout } from "@/lib/ui/callout";

/** What to know of a vendor's API and of what its mapping makes of the answers. */
export function TemplateNotes({ template }: { readonly template: Template }) {
  return (
    <Callout tone="info" title={`A worked mapping for ${template.vendor}`}>
      <ul className="mt-1 grid list-disc gap-0.5 pl-4">
        {template.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
        <li>
          The preview shows what becomes of a sample of the vendor's answers; ask for your own with the
          sign-in below.
        </li>
      </ul>
      {template.docsUrl ? (
        <a className="link" href={template.docsUrl} target="_blank" rel="noopener noreferrer">
          The API it reads
        </a>
      ) : null}
    </Callout>
  );
}
