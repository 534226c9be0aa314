import { Dot } from "../dot";
import { RelativeTime } from "../relative-time";
import { type BlockOf, ViewEmpty, ViewLink, ViewTitle } from "./view-parts";

/** What happened, in the order given. */
export function ViewTimeline({ view }: { readonly view: BlockOf<"timeline"> }) {
  return (
    <div className="min-w-0">
      <ViewTitle>{view.title}</ViewTitle>
      {view.items.length === 0 ? <ViewEmpty>{view.empty}</ViewEmpty> : null}
      <ol className="grid">
        {view.items.map((item, index) => (
          <li key={index} className="group/moment relative flex gap-3 pb-3.5 last:pb-0">
            <span
              aria-hidden="true"
              className="absolute top-3.5 bottom-[-6px] left-[3.5px] w-px bg-line group-last/moment:hidden"
            />
            <Dot tone={item.tone ?? "neutral"} className="relative mt-1.5" />
            <div className="min-w-0 flex-1">
              <p className="flex items-baseline justify-between gap-3 text-sm">
                <span className="min-w-0 truncate">
                  <ViewLink href={item.href}>{item.title}</ViewLink>
                </span>
                <RelativeTime at={item.at} className="shrink-0 text-xs text-ink-muted" />
              </p>
              {item.detail ? <p className="text-xs text-ink-muted">{item.detail}</p> : null}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}
