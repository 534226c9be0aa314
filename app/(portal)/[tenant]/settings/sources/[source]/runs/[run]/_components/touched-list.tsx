import Link from "next/link";
import type { RunDetail } from "@/lib/imports";
import { Badge } from "@/lib/ui/badge";
import type { Tone } from "@/lib/ui/tone";

const WORDS: Readonly<Record<string, { readonly label: string; readonly tone: Tone }>> = {
  created: { label: "New", tone: "ok" },
  changed: { label: "Changed", tone: "info" },
  removed: { label: "Removed", tone: "bad" },
  waiting: { label: "Given by another source", tone: "warn" },
};

function hrefOf(tenant: string, ref: string): string {
  const [kind = "", rest = ""] = ref.split(":", 2);
  return `/${tenant}/catalog/${[kind, ...rest.split("/")].map(encodeURIComponent).join("/")}`;
}

/** Entities a run touched, with a way to each. */
export function TouchedList({
  tenant,
  touched,
}: {
  readonly tenant: string;
  readonly touched: RunDetail["touched"];
}) {
  return (
    <ul className="divide-y divide-line">
      {touched.map(({ ref, change }) => (
        <li key={ref} className="flex items-center justify-between gap-3 px-4 py-1.5 text-sm">
          <Link
            href={hrefOf(tenant, ref)}
            className="min-w-0 font-mono text-xs wrap-anywhere hover:underline"
          >
            {ref}
          </Link>
          <Badge tone={WORDS[change]?.tone}>{WORDS[change]?.label ?? change}</Badge>
        </li>
      ))}
    </ul>
  );
}
