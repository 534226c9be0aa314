"use server";

import { defineAction } from "@/app/_server/define-action";
import {
  fetchSample,
  fetchSampleInput,
  previewImport,
  previewImportInput,
  previewMapping,
  previewMappingInput,
  removeSource,
  removeSourceInput,
  saveSource,
  saveSourceInput,
  startImport,
  startImportInput,
  startRun,
  startRunInput,
  switchSource,
  switchSourceInput,
  undoRun,
  undoRunInput,
} from "@/lib/imports";

export const save = defineAction(saveSourceInput, saveSource);
export const run = defineAction(startRunInput, startRun);
export const undo = defineAction(undoRunInput, undoRun);
export const remove = defineAction(removeSourceInput, removeSource);
export const switchOnOff = defineAction(switchSourceInput, switchSource);
export const beginImport = defineAction(startImportInput, startImport);
export const previewFile = defineAction(previewImportInput, previewImport);
export const previewExpression = defineAction(previewMappingInput, previewMapping);
export const askSample = defineAction(fetchSampleInput, fetchSample);
