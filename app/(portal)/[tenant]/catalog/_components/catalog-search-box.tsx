"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { Input } from "@/lib/ui/input";
import { Spinner } from "@/lib/ui/spinner";

/** Text search of the list; the address changes 200 ms after the last key, and with Enter at once. */
export function CatalogSearchBox({
  placeholder = "Search name, description, tag…",
  value,
  hrefBefore,
  hrefAfter,
}: {
  readonly placeholder?: string;
  readonly value: string;
  readonly hrefBefore: string;
  readonly hrefAfter: string;
}) {
  const router = useRouter();
  const [text, setText] = useState(value);
  const [pending, startTransition] = useTransition();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sent = useRef(value);

  useEffect(() => {
    // The address changed by other means (a chip removed, Back): the box follows it.
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);

  function go(next: string): void {
    clearTimeout(timer.current);
    sent.current = next.trim();
    const query = [hrefAfter, next.trim() ? `q=${encodeURIComponent(next.trim())}` : ""]
      .filter(Boolean)
      .join("&");
    startTransition(() => router.replace(query ? `${hrefBefore}?${query}` : hrefBefore, { scroll: false }));
  }

  return (
    <search className="block w-full max-w-sm">
      <form
        className="relative"
        onSubmit={(event) => {
          event.preventDefault();
          go(text);
        }}
      >
        <Search
          aria-hidden="true"
          className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-faint"
        />
        <Input
          type="search"
          aria-label="Search this list"
          placeholder={placeholder}
          className="pr-8 pl-8"
          value={text}
          maxLength={200}
          onChange={(event) => {
            const next = event.currentTarget.value;
            setText(next);
            clearTimeout(timer.current);
            timer.current = setTimeout(() => go(next), 200);
          }}
        />
        {pending ? <Spinner className="absolute top-2 right-2.5" /> : null}
      </form>
    </search>
  );
}
