import type { z } from "zod";
import { Button } from "@/lib/ui/button";
import { Field } from "@/lib/ui/field";
import { Select } from "@/lib/ui/select";
import { FilterText } from "../../../_history/filter-text";
import { MomentField } from "../../../_history/moment-field";
import type { feedSearchSchema } from "../../../_history/search-params";

const CHANGES = ["created", "changed", "removed", "restored"].map((value) => ({ value, label: value }));
const CAUSES = [
  { value: "person", label: "People" },
  { value: "repository", label: "Repositories" },
  { value: "organisation", label: "Organisations" },
  { value: "set", label: "Pushed sets" },
  { value: "import", label: "Imports" },
  { value: "processor", label: "Processors" },
  { value: "token", label: "Tokens" },
  { value: "system", label: "Portico itself" },
];

type Search = z.output<typeof feedSearchSchema>;

/** Filters of the feed as a plain form: the address is the state. */
export function FeedFilters({ base, search }: { readonly base: string; readonly search: Search }) {
  const texts = [
    ["kind", "Kind", "component"],
    ["owner", "Owner today", "group:default/payments"],
    ["field", "Field", "spec.owner"],
    ["actor", "By", "Ada, acme/payments"],
  ] as const;
  return (
    <form
      action={base}
      className="mb-4 grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4"
      aria-label="Filters"
    >
      {texts.map(([name, label, example]) => (
        <FilterText key={name} name={name} label={label} value={search[name]} example={example} />
      ))}
      <Field id="filter-cause" label="Made by">
        {(control) => (
          <Select
            {...control}
            name="cause"
            options={CAUSES}
            placeholder="Anybody and anything"
            defaultValue={search.cause}
          />
        )}
      </Field>
      <Field id="filter-change" label="Change">
        {(control) => (
          <Select
            {...control}
            name="change"
            options={CHANGES}
            placeholder="Any"
            defaultValue={search.change}
          />
        )}
      </Field>
      <MomentField name="from" label="From (UTC)" at={search.from} />
      <MomentField name="to" label="To (UTC)" at={search.to} />
      <div>
        <Button type="submit">Show changes</Button>
      </div>
    </form>
  );
}
