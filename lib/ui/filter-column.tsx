"use client";

import { SlidersHorizontal } from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { Button } from "./button";

const Sheet = dynamic(() => import("./sheet").then((module) => module.Sheet), { ssr: false });

export type FilterColumnProps = {
  /** Filters in force, shown on the phone's button. */
  readonly active: number;
  /** `FacetList`s. */
  readonly children: ReactNode;
};

/** Filters left of a list from 1024 px, behind a button and in a sheet below. Put it first in a `FilterLayout`. */
export function FilterColumn({ active, children }: FilterColumnProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <aside aria-label="Filters" className="max-lg:hidden">
        {children}
      </aside>
      <div className="lg:hidden">
        <Button size="sm" onClick={() => setOpen(true)} aria-haspopup="dialog">
          <SlidersHorizontal aria-hidden="true" />
          Filters{active > 0 ? ` (${active})` : ""}
        </Button>
        {open ? (
          <Sheet title="Filters" side="bottom" open onOpenChange={setOpen}>
            {children}
          </Sheet>
        ) : null}
      </div>
    </>
  );
}

/** Two columns: filters of 208 px, then the list. */
export function FilterLayout({
  filters,
  children,
}: {
  readonly filters: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className="grid items-start gap-x-6 gap-y-3 lg:grid-cols-[13rem_minmax(0,1fr)]">
      {filters}
      <div className="min-w-0">{children}</div>
    </div>
  );
}
