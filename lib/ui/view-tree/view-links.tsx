import { ExternalLink } from "lucide-react";
import { type BlockOf, ViewLink, ViewTitle } from "./view-parts";

/** Addresses with a title. */
export function ViewLinks({ view }: { readonly view: BlockOf<"links"> }) {
  return (
    <div className="min-w-0">
      <ViewTitle>{view.title}</ViewTitle>
      <ul className="grid gap-1.5">
        {view.items.map((item, index) => (
          <li key={index} className="flex min-w-0 items-start gap-2 text-sm">
            <ExternalLink className="mt-0.5 size-4 shrink-0 text-ink-faint" aria-hidden="true" />
            <span className="min-w-0">
              <ViewLink href={item.href}>{item.title}</ViewLink>
              {item.detail ? <span className="block text-xs text-ink-muted">{item.detail}</span> : null}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
