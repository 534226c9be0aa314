import type { TenantContext } from "@/lib/platform/context";

/** How a run and a definition name who is behind them. */
export function actorName({ actor }: Pick<TenantContext, "actor">): string {
  switch (actor.kind) {
    case "user":
      return actor.name;
    case "token":
      return `token ${actor.name}`;
    case "plugin":
      return actor.pluginId;
    case "system":
      return "the schedule";
    default: {
      const never: never = actor;
      return never;
    }
  }
}
