import type { Actor, TenantContext } from "@/lib/platform/context";
import type { TenantSql } from "@/lib/platform/db";
import { insertAuditEvent } from "./store/audit-store";

type AuditInput = {
  /** past tense, `catalog.location.created` */
  readonly action: string;
  /** what it was done to: an id or ref */
  readonly target: string;
  readonly before?: unknown;
  readonly after?: unknown;
};

function nameOf(actor: Actor): Readonly<Record<string, string>> {
  switch (actor.kind) {
    case "user":
      return { kind: "user", id: actor.userId, name: actor.name, email: actor.email };
    case "token":
      return { kind: "token", id: actor.tokenId, name: actor.name };
    case "plugin":
      return { kind: "plugin", id: actor.pluginId };
    case "system":
      return { kind: "system", id: actor.job };
    default: {
      const missing: never = actor;
      return missing;
    }
  }
}

/** Records who did what, in the transaction that does it. Never give it a secret: what it gets is shown to auditors. */
export async function recordAudit(
  db: TenantSql,
  ctx: Pick<TenantContext, "actor" | "requestId">,
  event: AuditInput,
): Promise<void> {
  await insertAuditEvent(db, {
    actor: nameOf(ctx.actor),
    action: event.action,
    target: event.target,
    before: event.before,
    after: event.after,
    requestId: ctx.requestId,
  });
}
