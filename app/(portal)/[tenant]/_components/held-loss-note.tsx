import Link from "next/link";
import { readHeldLoss } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { Callout } from "@/lib/ui/callout";
import { RelativeTime } from "@/lib/ui/relative-time";
import { LossDecision } from "./loss-decision";

const NAMED_MAX = 12;

/** Says that much went missing at once and is kept until somebody, or a second run, confirms it. Nothing when all is well. */
export async function HeldLossNote({ ctx }: { readonly ctx: TenantContext }) {
  const held = await readHeldLoss(ctx);
  if (!held) return null;
  const { repositories, people, entities, total } = held;
  const what = [
    repositories.length > 0
      ? `${repositories.length} ${repositories.length === 1 ? "repository" : "repositories"}`
      : "",
    people.length > 0 ? `${people.length} teams and people` : "",
  ].filter(Boolean);
  const names = [...repositories.map((one) => one.name), ...people];
  return (
    <div className="mb-4">
      <Callout
        tone="warn"
        title={`GitHub's last answer missed ${what.join(" and ")}: ${entities} of ${total} entities are held back`}
        action={held.mayDecide ? <LossDecision tenant={ctx.slug} entities={entities} /> : null}
      >
        <p>
          So much at once is more likely a mistake than the truth, so everything stays as it was
          {held.since ? (
            <>
              {" "}
              (since <RelativeTime at={held.since} />)
            </>
          ) : null}
          . A second run that misses the same confirms it
          {held.mayDecide ? ", or you do now" : "; an admin can decide now"}. Check{" "}
          <Link className="link" href={`/${ctx.slug}/settings/github`}>
            which repositories the App may read
          </Link>
          .
        </p>
        <details className="mt-1">
          <summary className="cursor-pointer rounded-sm">What is held back</summary>
          <ul className="mt-1 font-mono text-xs">
            {names.slice(0, NAMED_MAX).map((name) => (
              <li key={name} className="wrap-anywhere">
                {name}
              </li>
            ))}
            {names.length > NAMED_MAX ? <li>and {names.length - NAMED_MAX} more</li> : null}
          </ul>
        </details>
      </Callout>
    </div>
  );
}
