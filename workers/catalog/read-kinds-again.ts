import { readRepositoriesOfKind } from "@/lib/catalog";
import { readKindsAgain } from "@/lib/catalog/jobs";
import { handler } from "../runtime/handler";

/** Safe to repeat: it reads snapshots by the rules of now, and what is the same writes nothing. */
export const rereadKinds = handler(readKindsAgain, async (ctx, { kinds }) => {
  for (const kind of kinds) await readRepositoriesOfKind(ctx, kind);
});
