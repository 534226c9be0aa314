import { Bell, Gauge, GitPullRequest, Rocket, ShieldCheck, Workflow } from "lucide-react";
import type { Manifest } from "@/lib/plugin-sdk/client";
import { cx } from "@/lib/ui/cx";

const icons = {
  workflow: Workflow,
  "pull-request": GitPullRequest,
  gauge: Gauge,
  shield: ShieldCheck,
  bell: Bell,
  rocket: Rocket,
} as const;
const colours = {
  component: "bg-kind-component/12 text-kind-component",
  api: "bg-kind-api/12 text-kind-api",
  system: "bg-kind-system/12 text-kind-system",
  group: "bg-kind-group/12 text-kind-group",
  resource: "bg-kind-resource/12 text-kind-resource",
  template: "bg-kind-template/12 text-kind-template",
} as const;

/** The tile that stands for a plugin. Decorative: its name stands beside it. */
export function VendorMark({
  mark,
  size = "md",
}: {
  readonly mark: Manifest["mark"];
  readonly size?: "sm" | "md" | "lg";
}) {
  const Icon = icons[mark.icon];
  const box = {
    sm: "size-5 rounded-sm [&_svg]:size-3.5",
    md: "size-9 rounded-lg [&_svg]:size-5",
    lg: "size-11 rounded-lg [&_svg]:size-6",
  }[size];
  return (
    <span aria-hidden="true" className={cx("grid shrink-0 place-items-center", box, colours[mark.colour])}>
      <Icon />
    </span>
  );
}
