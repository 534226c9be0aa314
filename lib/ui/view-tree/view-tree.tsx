import type { View } from "@/lib/plugin-sdk/client";
import { Callout } from "../callout";
import { Markdown } from "../markdown";
import { Stat } from "../stat";
import { ViewChart } from "./view-chart";
import { ViewLinks } from "./view-links";
import { ViewStatusList } from "./view-status-list";
import { ViewTable } from "./view-table";
import { ViewTimeline } from "./view-timeline";

/**
 * Draws a plugin's view. The caller has parsed it with `viewSchema`: nothing here trusts more than that.
 *
 * Works on the server; only times and copy buttons become client parts.
 */
export function ViewTree({ view }: { readonly view: View }) {
  switch (view.kind) {
    case "stack":
      return (
        <div className="grid gap-4">
          {view.children.map((child, index) => (
            <ViewTree key={index} view={child} />
          ))}
        </div>
      );
    case "columns":
      return (
        <div className="grid grid-cols-[repeat(auto-fit,minmax(min(15rem,100%),1fr))] gap-4">
          {view.children.map((child, index) => (
            <ViewTree key={index} view={child} />
          ))}
        </div>
      );
    case "stats":
      return (
        <div className="grid grid-cols-[repeat(auto-fit,minmax(6.5rem,1fr))] gap-4">
          {view.items.map((item) => (
            <Stat key={item.label} {...item} />
          ))}
        </div>
      );
    case "table":
      return <ViewTable view={view} />;
    case "status-list":
      return <ViewStatusList view={view} />;
    case "timeline":
      return <ViewTimeline view={view} />;
    case "chart":
      return <ViewChart view={view} />;
    case "markdown":
      return <Markdown text={view.text} compact imageSrc={() => undefined} />;
    case "links":
      return <ViewLinks view={view} />;
    case "notice":
      return (
        <Callout tone={view.tone === "neutral" ? "info" : view.tone} title={view.title}>
          {view.detail}
        </Callout>
      );
    default: {
      const never: never = view;
      return never;
    }
  }
}
