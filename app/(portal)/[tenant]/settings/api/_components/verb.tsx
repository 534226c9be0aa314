import { Badge } from "@/lib/ui/badge";
import type { Tone } from "@/lib/ui/tone";

const TONES: Readonly<Record<string, Tone>> = {
  GET: "info",
  POST: "ok",
  PUT: "warn",
  PATCH: "warn",
  DELETE: "bad",
};

/** The method of an operation, always as wide. */
export function Verb({ method }: { readonly method: string }) {
  return (
    <span className="inline-block w-16 shrink-0">
      <Badge tone={TONES[method] ?? "neutral"}>{method}</Badge>
    </span>
  );
}
