"use server";

import { defineAction } from "@/app/_server/define-action";
import { acceptOwners, acceptOwnersInput, undoOwners, undoOwnersInput } from "@/lib/insights";

export const acceptOwnersAction = defineAction(acceptOwnersInput, acceptOwners);
export const undoOwnersAction = defineAction(undoOwnersInput, undoOwners);
