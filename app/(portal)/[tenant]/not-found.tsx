import Link from "next/link";
import { Button } from "@/lib/ui/button";
import { EmptyState } from "@/lib/ui/empty-state";

export default function PortalNotFound() {
  return (
    <EmptyState
      title="There is nothing at this address"
      action={
        <Button asChild>
          <Link href="./">Go back up</Link>
        </Button>
      }
    >
      It may have been renamed or removed, or it never was. Press / or ⌘K to search for it by name.
    </EmptyState>
  );
}
