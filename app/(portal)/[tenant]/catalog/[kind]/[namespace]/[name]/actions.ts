"use server";

import { defineAction } from "@/app/_server/define-action";
import {
  listOwners,
  openPullRequest,
  ownerChoicesInput,
  pullRequestInput,
  readField,
  readFieldInput,
  resetOverlay,
  resetOverlayInput,
  setOverlay,
  setOverlayInput,
} from "@/lib/catalog";

export const loadField = defineAction(readFieldInput, readField);
export const loadOwners = defineAction(ownerChoicesInput, listOwners);
export const saveField = defineAction(setOverlayInput, setOverlay);
export const resetField = defineAction(resetOverlayInput, resetOverlay);
export const proposeField = defineAction(pullRequestInput, (ctx, input) => openPullRequest(ctx, input));
