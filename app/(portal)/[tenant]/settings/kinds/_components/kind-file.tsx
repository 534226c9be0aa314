"use client";

import { Button } from "@/lib/ui/button";
import { Textarea } from "@/lib/ui/textarea";

type KindFileProps = {
  readonly name: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
};

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/yaml" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name || "kind"}.yaml`;
  link.click();
  URL.revokeObjectURL(url);
}

/** The definition as its file: written here, taken from a file, or saved as one. */
export function KindFile({ name, text, onChange }: KindFileProps) {
  return (
    <div className="grid gap-2">
      <Textarea
        aria-label="Definition as YAML"
        className="font-mono text-xs"
        rows={24}
        spellCheck={false}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button size="sm" onClick={() => download(name, text)}>
          Download
        </Button>
        <label className="text-xs text-ink-muted">
          Take a file{" "}
          <input
            type="file"
            accept=".yaml,.yml,.json"
            className="text-xs"
            onChange={async (event) => {
              const file = event.target.files?.[0];
              if (file && file.size <= 256 * 1024) onChange(await file.text());
            }}
          />
        </label>
      </div>
    </div>
  );
}
