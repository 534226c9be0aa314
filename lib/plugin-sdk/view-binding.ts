import { z } from "zod";

/** A view's place and its tree: blocks as in view.ts, where `{ "$": "expression" }` stands for a value of the query's data. */
export const viewBindingSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  place: z.literal("entity-card"),
  title: z.string().max(60),
  query: z.string(),
  /** lower-case kinds it is for */
  kinds: z.array(z.string()).min(1).max(9),
  tree: z.json(),
  /** where the vendor shows more: JSONata giving an address */
  more: z.string().max(400).optional(),
});
export type ViewBinding = z.infer<typeof viewBindingSchema>;
