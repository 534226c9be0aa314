import { compass } from "./compass/template";
import { cortex } from "./cortex/template";
import { opslevel } from "./opslevel/template";
import { port } from "./port/template";
import { servicenow } from "./servicenow/template";
import { spreadsheet } from "./spreadsheet/template";
import type { Template } from "./template";

/** Worked mappings a source may begin with. */
export const TEMPLATES: readonly Template[] = [servicenow, compass, port, cortex, opslevel, spreadsheet];

export function findTemplate(id: string): Template | undefined {
  return TEMPLATES.find((template) => template.id === id);
}
