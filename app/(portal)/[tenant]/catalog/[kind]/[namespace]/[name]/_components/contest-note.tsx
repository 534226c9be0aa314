import Link from "next/link";
import type { EntityView } from "@/lib/catalog";
import { Callout } from "@/lib/ui/callout";

type ContestNoteProps = { readonly slug: string; readonly contest: EntityView["contest"] };

const list = (names: readonly string[]) => new Intl.ListFormat("en").format(names);

/** Says that several sources claim the entity's name, for as long as no admin has chosen. */
export function ContestNote({ slug, contest }: ContestNoteProps) {
  if (!contest?.isOpen) return null;
  return (
    <div className="mb-4">
      <Callout
        tone="warn"
        title="Several sources claim this name"
        action={
          <Link className="link" href={`/${slug}/catalog/conflicts`}>
            Conflicts
          </Link>
        }
      >
        What {list(contest.counts)} says counts; what {list(contest.refused)} says is refused.
      </Callout>
    </div>
  );
}
