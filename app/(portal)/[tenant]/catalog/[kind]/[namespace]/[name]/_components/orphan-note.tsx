import Link from "next/link";
import type { EntityRow } from "@/lib/catalog";
import { Button } from "@/lib/ui/button";
import { Callout } from "@/lib/ui/callout";
import { RelativeTime } from "@/lib/ui/relative-time";
import { RestoreButton } from "../../../../orphans/_components/restore-button";

type OrphanNoteProps = {
  readonly slug: string;
  readonly entity: Pick<EntityRow, "uid" | "ref" | "title" | "orphanedAt">;
  readonly mayRestore: boolean;
};

/** Says of an entity that nobody names it any more: it is in no list, search or API, and can be brought back. */
export function OrphanNote({ slug, entity, mayRestore }: OrphanNoteProps) {
  return (
    <div className="mb-4">
      <Callout
        tone="warn"
        title={
          <>
            No source names this entity any more, since <RelativeTime at={entity.orphanedAt ?? new Date(0)} />
          </>
        }
        action={
          mayRestore ? (
            <RestoreButton tenant={slug} uids={[entity.uid]} label="Restore" />
          ) : (
            <Button asChild size="sm">
              <Link href={`/${slug}/catalog/orphans`}>Orphans</Link>
            </Button>
          )
        }
      >
        It is kept with its history, but stands in no list, search or API.{" "}
        <Link className="link" href={`/${slug}/repositories/explain?url=${encodeURIComponent(entity.ref)}`}>
          Why?
        </Link>
      </Callout>
    </div>
  );
}
