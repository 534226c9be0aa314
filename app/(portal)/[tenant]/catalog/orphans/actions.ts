"use server";

import { defineAction } from "@/app/_server/define-action";
import {
  archiveOrphans,
  deleteOrphans,
  orphanPolicyInput,
  orphansInput,
  restoreOrphans,
  restoreOrphansInput,
  setOrphanPolicy,
  unarchiveOrphans,
  undoRestore,
} from "@/lib/catalog";

export const restore = defineAction(restoreOrphansInput, restoreOrphans);
export const undoRestoration = defineAction(orphansInput, undoRestore);
export const archive = defineAction(orphansInput, archiveOrphans);
export const unarchive = defineAction(orphansInput, unarchiveOrphans);
export const deleteForGood = defineAction(orphansInput, deleteOrphans);
export const savePolicy = defineAction(orphanPolicyInput, setOrphanPolicy);
