import { cx } from "../cx";
import { Dot } from "../dot";
import { RelativeTime } from "../relative-time";
import { toneText } from "../tone";
import { type BlockOf, ViewEmpty, ViewLink, ViewTitle } from "./view-parts";

/** Things with a state: dot, name, state as a word. */
export function ViewStatusList({ view }: { readonly view: BlockOf<"status-list"> }) {
  return (
    <div className="min-w-0">
      <ViewTitle>{view.title}</ViewTitle>
      {view.items.length === 0 ? <ViewEmpty>{view.empty}</ViewEmpty> : null}
      <ul className="divide-y divide-line">
        {view.items.map((item, index) => (
          <li key={index} className="flex items-start gap-2.5 py-2 first:pt-0 last:pb-0">
            <Dot tone={item.tone} className="mt-1.5" />
            <div className="min-w-0 flex-1">
              <p className="truncate text-sm">
                <ViewLink href={item.href}>{item.title}</ViewLink>
              </p>
              {item.detail ? <p className="text-xs text-ink-muted">{item.detail}</p> : null}
            </div>
            <p className="shrink-0 text-right text-xs">
              <span className={cx("font-medium", toneText[item.tone])}>{item.state}</span>
              {item.at ? <RelativeTime at={item.at} className="ml-2 text-ink-muted" /> : null}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
