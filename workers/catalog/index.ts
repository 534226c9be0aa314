import type { Handler } from "../runtime/handler";
import { ageAllOrphans, archiveTenantOrphans } from "./age-orphans";
import { applyKindDefinition } from "./apply-kind";
import { discoverGithubInstallation } from "./discover-installation";
import { finishIngestRun } from "./finish-run";
import { ingestRepositoryBatch } from "./ingest-batch";
import { rereadKinds } from "./read-kinds-again";
import { reconcileAllTenants, reconcileTenantSources } from "./reconcile";
import { refreshNamedRepositories } from "./refresh-repositories";

export const catalogHandlers: readonly Handler[] = [
  discoverGithubInstallation,
  ingestRepositoryBatch,
  finishIngestRun,
  refreshNamedRepositories,
  reconcileAllTenants,
  reconcileTenantSources,
  ageAllOrphans,
  archiveTenantOrphans,
  applyKindDefinition,
  rereadKinds,
];
