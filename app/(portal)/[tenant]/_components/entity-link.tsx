import Link from "next/link";
import { KindIcon } from "@/lib/ui/kind-icon";

/** Address of an entity's page, from its canonical ref. */
export function entityPath(slug: string, ref: string): string {
  const colon = ref.indexOf(":");
  const slash = ref.indexOf("/", colon);
  const parts = [ref.slice(0, colon), ref.slice(colon + 1, slash), ref.slice(slash + 1)];
  return `/${slug}/catalog/${parts.map(encodeURIComponent).join("/")}`;
}

/** Name part of a ref, for entities nobody knows. */
export function nameOfRef(ref: string): string {
  return ref.slice(ref.indexOf("/") + 1);
}

type EntityLinkProps = {
  readonly slug: string;
  readonly entityRef: string;
  /** undefined: no such entity is known; shown as a named, unresolved reference */
  readonly title: string | undefined;
  readonly kind: string;
  readonly type?: string | undefined;
};

/** An entity by icon and title; what the catalog does not know stays visible and says so. */
export function EntityLink({ slug, entityRef, title, kind, type }: EntityLinkProps) {
  if (title === undefined) {
    return (
      <span
        className="inline-flex min-w-0 max-w-full items-center gap-1.5 align-middle text-ink-muted"
        title={`${entityRef} is named, but no such entity is in the catalog`}
      >
        <KindIcon kind={kind} type={type} className="opacity-50" />
        <span className="truncate underline decoration-warn-solid decoration-dashed underline-offset-3">
          {nameOfRef(entityRef)}
        </span>
        <span className="shrink-0 text-2xs text-warn">unresolved</span>
      </span>
    );
  }
  return (
    <Link
      href={entityPath(slug, entityRef)}
      prefetch={false}
      className="inline-flex min-w-0 max-w-full items-center gap-1.5 rounded-sm align-middle hover:underline"
      title={entityRef}
    >
      <KindIcon kind={kind} type={type} />
      <span className="truncate">{title}</span>
    </Link>
  );
}
