"use server";

import { defineAction } from "@/app/_server/define-action";
import { decideConflict, decideConflictInput, undoDecision, undoDecisionInput } from "@/lib/catalog";

export const decide = defineAction(decideConflictInput, decideConflict);
export const undo = defineAction(undoDecisionInput, undoDecision);
