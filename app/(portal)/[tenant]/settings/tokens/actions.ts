"use server";

import { defineAction } from "@/app/_server/define-action";
import { apiTokenInput, apiTokenRefInput, createApiToken, revokeApiToken } from "@/lib/identity";

export const makeToken = defineAction(apiTokenInput, createApiToken);
export const revokeToken = defineAction(apiTokenRefInput, revokeApiToken);
