import {
  AppWindow,
  BookOpen,
  Box,
  Boxes,
  Braces,
  Cpu,
  Database,
  Layers,
  LayoutTemplate,
  type LucideIcon,
  MapPin,
  Network,
  Package,
  Play,
  Server,
  Shapes,
  Smartphone,
  User,
  Users,
  Workflow,
} from "lucide-react";
import { cx } from "./cx";
import { OwnKindDot, OwnKindIcon } from "./own-kind-icon";

type Look = { readonly icon: LucideIcon; readonly text: string; readonly dot: string };

const kindIcons: ReadonlyMap<string, Look> = new Map(
  Object.entries({
    component: { icon: Box, text: "text-kind-component", dot: "bg-kind-component" },
    api: { icon: Braces, text: "text-kind-api", dot: "bg-kind-api" },
    resource: { icon: Database, text: "text-kind-resource", dot: "bg-kind-resource" },
    system: { icon: Boxes, text: "text-kind-system", dot: "bg-kind-system" },
    domain: { icon: Shapes, text: "text-kind-domain", dot: "bg-kind-domain" },
    group: { icon: Users, text: "text-kind-group", dot: "bg-kind-group" },
    user: { icon: User, text: "text-kind-user", dot: "bg-kind-user" },
    template: { icon: LayoutTemplate, text: "text-kind-template", dot: "bg-kind-template" },
    location: { icon: MapPin, text: "text-kind-location", dot: "bg-kind-location" },
  }),
);

// Only a component's type changes its icon; the colour stays the kind's.
const componentTypes: ReadonlyMap<string, LucideIcon> = new Map(
  Object.entries({
    service: Server,
    library: Package,
    website: AppWindow,
    documentation: BookOpen,
    action: Play,
    infrastructure: Layers,
    mobile: Smartphone,
    "mobile-app": Smartphone,
    pipeline: Workflow,
    "data-pipeline": Workflow,
    model: Cpu,
    gateway: Network,
  }),
);

export type KindIconProps = {
  /** Any case: Component, api. Kinds of the tenant's own look as `OwnKindsProvider` above says. */
  readonly kind: string;
  readonly type?: string | undefined;
  /** Read out, when no text beside it names the kind. */
  readonly label?: string | undefined;
  readonly className?: string | undefined;
};

/** The icon and colour of an entity kind, the same everywhere. */
export function KindIcon({ kind, type, label, className }: KindIconProps) {
  const look = kindIcons.get(kind.toLowerCase());
  if (!look) return <OwnKindIcon kind={kind} label={label} className={className} />;
  const typed =
    kind.toLowerCase() === "component" && type ? componentTypes.get(type.toLowerCase()) : undefined;
  const Icon = typed ?? look.icon;
  return (
    <Icon
      className={cx("size-4 shrink-0", look.text, className)}
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
    />
  );
}

/** The icon on a tinted square, for page heads and cards. */
export function KindTile({ kind, type, className }: Omit<KindIconProps, "label">) {
  const look = kindIcons.get(kind.toLowerCase());
  return (
    <span
      className={cx("relative grid size-8 shrink-0 place-items-center overflow-hidden rounded-lg", className)}
    >
      {look ? (
        <span aria-hidden="true" className={cx("absolute inset-0 opacity-13", look.dot)} />
      ) : (
        <OwnKindDot kind={kind} className="absolute inset-0 opacity-13" />
      )}
      <KindIcon kind={kind} type={type} className="relative size-4.5" />
    </span>
  );
}

/** The colour alone, for legends and facets. */
export function KindDot({
  kind,
  className,
}: {
  readonly kind: string;
  readonly className?: string | undefined;
}) {
  const look = kindIcons.get(kind.toLowerCase());
  if (!look)
    return <OwnKindDot kind={kind} className={cx("inline-block size-2 shrink-0 rounded-full", className)} />;
  return (
    <span
      aria-hidden="true"
      className={cx("inline-block size-2 shrink-0 rounded-full", look.dot, className)}
    />
  );
}
