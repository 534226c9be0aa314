import { archiveAgedOrphans, requestOrphanAgeing } from "@/lib/catalog";
import { ageOrphans, archiveOrphans } from "@/lib/catalog/jobs";
import { handler, systemHandler } from "../runtime/handler";

/** Safe to repeat: a tenant has at most one waiting job of this kind. */
export const ageAllOrphans = systemHandler(ageOrphans, async (run) => {
  run.log.info({ tenants: await requestOrphanAgeing() }, "orphans looked through");
});

/** Safe to repeat: what is archived is passed over. */
export const archiveTenantOrphans = handler(archiveOrphans, async (ctx) => {
  await archiveAgedOrphans(ctx);
});
