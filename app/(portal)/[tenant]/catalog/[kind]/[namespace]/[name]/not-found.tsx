"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { Button } from "@/lib/ui/button";
import { EmptyState } from "@/lib/ui/empty-state";

/** No entity of this name: the explainer says how far it came, if anything of it was ever seen. */
export default function EntityNotFound() {
  const [, slug = "", , kind = "", namespace = "", name = ""] = usePathname().split("/");
  const ref = `${kind}:${namespace}/${name}`;
  return (
    <EmptyState
      title="There is nothing at this address"
      action={
        <>
          <Button asChild variant="primary">
            <Link href={`/${slug}/repositories/explain?url=${ref}`}>Why isn't it here?</Link>
          </Button>
          <Button asChild>
            <Link href={`/${slug}/catalog`}>Back to the catalog</Link>
          </Button>
        </>
      }
    >
      No entity of this name is in the catalog: it was never declared, was deleted, or its file cannot be
      read. Press / or ⌘K to search for it by name.
    </EmptyState>
  );
}
