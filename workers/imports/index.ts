import type { Handler } from "../runtime/handler";
import { applyLargePushedSet, applyPushedSet } from "./apply-push";
import { pruneImportRuns, runImportSource, startDueImportSource, tickImportSources } from "./run-source";

export const importsHandlers: readonly Handler[] = [
  applyPushedSet,
  applyLargePushedSet,
  runImportSource,
  startDueImportSource,
  pruneImportRuns,
  tickImportSources,
];
