"use server";

import { z } from "zod";
import { defineAction } from "@/app/_server/define-action";
import {
  chooseKindSource,
  deleteKind,
  dropKindSource,
  kindDefinitionSchema,
  kindFile,
  kindFromFile,
  kindNameInput,
  kindSourceInput,
  kindSwitchInput,
  parseDefinition,
  previewKind,
  putKind,
  switchKind,
} from "@/lib/catalog";

const given = z.strictObject({ definition: z.unknown(), version: z.number().int().min(0) });

export const saveKind = defineAction(given, (ctx, { definition, version }) =>
  putKind(ctx, { definition: parseDefinition(definition), version }),
);
export const previewDefinition = defineAction(z.unknown(), (ctx, definition) =>
  previewKind(ctx, parseDefinition(definition)),
);
export const turnKind = defineAction(kindSwitchInput, switchKind);
export const removeKind = defineAction(kindNameInput, deleteKind);
export const readKindsFrom = defineAction(kindSourceInput, chooseKindSource);
export const stopReadingKinds = defineAction(z.strictObject({}), dropKindSource);
export const definitionOfFile = defineAction(z.string().max(300_000), async (_ctx, text) =>
  kindFromFile(text),
);
export const fileOfDefinition = defineAction(kindDefinitionSchema, async (_ctx, definition) =>
  kindFile(definition),
);
