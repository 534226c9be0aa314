"use server";

import { defineAction } from "@/app/_server/define-action";
import {
  connectionInput,
  connectionRefInput,
  deleteConnection,
  enabledInput,
  saveConnection,
  setConnectionEnabled,
  testConnection,
  testConnectionInput,
} from "@/lib/identity";

export const saveSso = defineAction(connectionInput, saveConnection);
export const testSso = defineAction(testConnectionInput, testConnection);
export const switchSso = defineAction(enabledInput, setConnectionEnabled);
export const deleteSso = defineAction(connectionRefInput, deleteConnection);
