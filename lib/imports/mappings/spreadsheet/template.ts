import type { Template } from "../template";

export const spreadsheet: Template = {
  id: "spreadsheet",
  vendor: "Spreadsheet",
  summary: "One sheet with teams, systems, services and databases. Columns are guessed from their headings.",
  blanks: [],
  secrets: {},
  notes: ["Save the sheet as CSV. Names and references are made valid the same way, so that they meet."],
  definition: {
    input: {
      kind: "upload",
      mapping: {
        kind: "columns",
        separator: ",",
        columns: [
          { to: "kind", column: "Kind", value: "Component" },
          { to: "name", column: "Service name" },
          { to: "owner", column: "Team" },
          { to: "type", column: "Type" },
          { to: "lifecycle", column: "Status" },
          { to: "description", column: "Description" },
          { to: "system", column: "Product" },
          { to: "dependsOn", column: "Depends on" },
          { to: "tags", column: "Tags" },
          { to: "links", column: "Wiki" },
          { to: "labels.tier", column: "label: tier" },
        ],
      },
    },
  },
  samples: {},
};
