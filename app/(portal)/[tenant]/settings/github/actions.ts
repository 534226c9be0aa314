"use server";

import { defineAction } from "@/app/_server/define-action";
import { kindRulesInput, putKindRules, suggestRepositories, suggestRepositoriesInput } from "@/lib/catalog";

export const saveKindRules = defineAction(kindRulesInput, putKindRules);
export const findRepositories = defineAction(suggestRepositoriesInput, suggestRepositories);
