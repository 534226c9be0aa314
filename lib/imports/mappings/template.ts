import type { z } from "zod";
import type { Json } from "@/lib/platform/types";
import type { definitionSchema } from "../model/definition";

/** A value of the template that every company has its own of: it stands in the base address, a path or a body. */
export type TemplateBlank = { readonly text: string; readonly title: string; readonly hint: string };

/** A worked mapping for one vendor: everything but the company's own address and credentials. */
export type Template = {
  readonly id: string;
  readonly vendor: string;
  readonly summary: string;
  /** the vendor's own description of the API that is read */
  readonly docsUrl?: string | undefined;
  readonly blanks: readonly TemplateBlank[];
  readonly secrets: Readonly<Record<string, { readonly title: string; readonly hint: string }>>;
  readonly notes: readonly string[];
  readonly definition: z.input<typeof definitionSchema>;
  /** answers as the vendor gives them, by read, page after page */
  readonly samples: Readonly<Record<string, readonly Json[]>>;
};
