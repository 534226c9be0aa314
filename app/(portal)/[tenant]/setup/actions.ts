"use server";

import { z } from "zod";
import { defineAction } from "@/app/_server/define-action";
import { readAgain } from "@/lib/catalog";
import { beginInstallation } from "@/lib/github";

const beginAction = defineAction(z.strictObject({}), (ctx) => beginInstallation(ctx));
const readAgainAction = defineAction(z.strictObject({ sourceId: z.uuid() }), readAgain);

/** GitHub's install page for this person and tenant. */
export async function begin(slug: string) {
  return beginAction(slug, {});
}

export async function readSourceAgain(slug: string, input: { readonly sourceId: string }) {
  return readAgainAction(slug, input);
}
