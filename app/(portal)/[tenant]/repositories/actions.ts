"use server";

import { z } from "zod";
import { defineAction } from "@/app/_server/define-action";
import { confirmLoss, keepLoss, rereadInput, rereadRepository } from "@/lib/catalog";

const nothing = z.strictObject({});

export const reread = defineAction(rereadInput, rereadRepository);
export const confirmHeldLoss = defineAction(nothing, (ctx) => confirmLoss(ctx));
export const keepHeldLoss = defineAction(nothing, (ctx) => keepLoss(ctx));
