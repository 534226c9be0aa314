/** Signals mean a state, never decoration. `neutral` is the absence of one, `accent` is ours. */
export type Tone = "neutral" | "accent" | "ok" | "warn" | "bad" | "info";

export const toneSoft: Readonly<Record<Tone, string>> = {
  neutral: "border-line bg-sunken text-ink-muted",
  accent: "border-transparent bg-accent-soft text-accent-ink",
  ok: "border-ok-line/60 bg-ok-soft text-ok",
  warn: "border-warn-line/60 bg-warn-soft text-warn",
  bad: "border-bad-line/60 bg-bad-soft text-bad",
  info: "border-info-line/60 bg-info-soft text-info",
};

export const toneText: Readonly<Record<Tone, string>> = {
  neutral: "text-ink-muted",
  accent: "text-accent-ink",
  ok: "text-ok",
  warn: "text-warn",
  bad: "text-bad",
  info: "text-info",
};

export const toneSolid: Readonly<Record<Tone, string>> = {
  neutral: "bg-line-field",
  accent: "bg-accent",
  ok: "bg-ok-solid",
  warn: "bg-warn-solid",
  bad: "bg-bad-solid",
  info: "bg-info-solid",
};
