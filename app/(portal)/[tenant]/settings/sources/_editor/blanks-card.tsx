import { type BlankValues, problemOfBlank, type TemplateBlank } from "@/lib/imports/client";
import { Card } from "@/lib/ui/card";
import { TextField } from "./text-field";

type BlanksCardProps = {
  readonly title: string;
  /** those that stand in the draft */
  readonly blanks: readonly TemplateBlank[];
  readonly values: BlankValues;
  readonly onValues: (values: BlankValues) => void;
};

/** What every company has its own of at the vendor, asked for once instead of wherever it stands below. */
export function BlanksCard({ title, blanks, values, onValues }: BlanksCardProps) {
  return (
    <Card title={title} description="Put wherever it is needed in the addresses and bodies below.">
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {blanks.map((blank) => (
          <TextField
            key={blank.text}
            label={blank.title}
            hint={blank.hint}
            placeholder={blank.text}
            value={values[blank.text] ?? ""}
            onValue={(value) => onValues({ ...values, [blank.text]: value })}
            error={problemOfBlank(values[blank.text] ?? "")}
          />
        ))}
      </div>
    </Card>
  );
}
