import type { Handler } from "../runtime/handler";
import { applyLargePushedSet, applyPushedSet } from "./apply-push";

export const importsHandlers: readonly Handler[] = [applyPushedSet, applyLargePushedSet];
