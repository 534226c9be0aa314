import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { listRegistered } from "./registry";

/** The marketplace by name, without asking where a plugin would light up. */
export async function listPluginNames(
  ctx: TenantContext,
): Promise<
  readonly { readonly id: string; readonly title: string; readonly summary: string; readonly about: string }[]
> {
  requirePermission(ctx, "plugin.read");
  return listRegistered().map(({ manifest: { id, title, description, categories, vendor } }) => ({
    id,
    title,
    summary: description,
    about: [...categories, vendor].join(" "),
  }));
}
