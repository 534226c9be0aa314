"use client";

import {
  Archive,
  BadgeCheck,
  Bell,
  Bot,
  Brain,
  Briefcase,
  Bug,
  Building,
  Calendar,
  ChartBar,
  Cloud,
  Cog,
  Container,
  CreditCard,
  FileText,
  Flag,
  FlaskConical,
  Folder,
  Gauge,
  Globe,
  HardDrive,
  Key,
  Landmark,
  Lock,
  type LucideIcon,
  Mail,
  Map as MapIcon,
  Megaphone,
  Monitor,
  Plug,
  Receipt,
  Rocket,
  Router,
  Scale,
  ServerCog,
  Shapes,
  Shield,
  ShoppingCart,
  Table,
  Target,
  Ticket,
  Truck,
  Vault,
  Warehouse,
  Webhook,
  Zap,
} from "lucide-react";
import { cx } from "./cx";
import { useOwnKind } from "./own-kinds";

const ICONS: Readonly<Record<string, LucideIcon>> = {
  archive: Archive,
  "badge-check": BadgeCheck,
  bell: Bell,
  bot: Bot,
  brain: Brain,
  briefcase: Briefcase,
  bug: Bug,
  building: Building,
  calendar: Calendar,
  "chart-bar": ChartBar,
  cloud: Cloud,
  cog: Cog,
  container: Container,
  "credit-card": CreditCard,
  "file-text": FileText,
  flag: Flag,
  "flask-conical": FlaskConical,
  folder: Folder,
  gauge: Gauge,
  globe: Globe,
  "hard-drive": HardDrive,
  key: Key,
  landmark: Landmark,
  lock: Lock,
  mail: Mail,
  map: MapIcon,
  megaphone: Megaphone,
  monitor: Monitor,
  plug: Plug,
  receipt: Receipt,
  rocket: Rocket,
  router: Router,
  scale: Scale,
  "server-cog": ServerCog,
  shield: Shield,
  "shopping-cart": ShoppingCart,
  table: Table,
  target: Target,
  ticket: Ticket,
  truck: Truck,
  vault: Vault,
  warehouse: Warehouse,
  webhook: Webhook,
  zap: Zap,
};

// Written out, so that the style sheet holds them.
const COLOURS: Readonly<Record<string, { readonly text: string; readonly dot: string }>> = {
  component: { text: "text-kind-component", dot: "bg-kind-component" },
  api: { text: "text-kind-api", dot: "bg-kind-api" },
  resource: { text: "text-kind-resource", dot: "bg-kind-resource" },
  system: { text: "text-kind-system", dot: "bg-kind-system" },
  domain: { text: "text-kind-domain", dot: "bg-kind-domain" },
  group: { text: "text-kind-group", dot: "bg-kind-group" },
  user: { text: "text-kind-user", dot: "bg-kind-user" },
  template: { text: "text-kind-template", dot: "bg-kind-template" },
  location: { text: "text-kind-location", dot: "bg-kind-location" },
};
const PLAIN = { text: "text-ink-muted", dot: "bg-line-field" } as const;

export type KindLook = { readonly icon?: string | undefined; readonly colour?: string | undefined };

/** A look by itself, for the form that chooses it. */
export function OwnKindMark({
  icon,
  colour,
  label,
  className,
}: KindLook & { readonly label?: string | undefined; readonly className?: string | undefined }) {
  const Icon = (icon && ICONS[icon]) || Shapes;
  const { text } = (colour && COLOURS[colour]) || PLAIN;
  return (
    <Icon
      className={cx("size-4 shrink-0", text, className)}
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
    />
  );
}

/** The icon of a kind Backstage does not have. */
export function OwnKindIcon({
  kind,
  ...props
}: {
  readonly kind: string;
  readonly label?: string | undefined;
  readonly className?: string | undefined;
}) {
  const { icon, colour } = useOwnKind(kind) ?? {};
  return <OwnKindMark icon={icon} colour={colour} {...props} />;
}

/** The colour of a kind Backstage does not have, on an element of the caller's shape. */
export function OwnKindDot({ kind, className }: { readonly kind: string; readonly className: string }) {
  const { colour } = useOwnKind(kind) ?? {};
  const { dot } = (colour && COLOURS[colour]) || PLAIN;
  return <span aria-hidden="true" className={cx(dot, className)} />;
}
