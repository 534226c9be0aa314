import { z } from "zod";
import type { ConfigValues } from "@/lib/plugin-sdk";
import type { Asks } from "./asks";

const texts = z.array(z.string()).readonly();
const consentSchema = z.object({
  hosts: texts,
  secrets: texts,
  reads: texts,
  github: texts,
  at: z.string(),
  by: z.string(),
  version: z.string(),
});
const configSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

export type Consent = z.infer<typeof consentSchema>;

/** A plugin as one tenant has it. Stays when the plan no longer opens it: frozen, never deleted. */
export type Install = {
  readonly pluginId: string;
  readonly version: string;
  readonly enabled: boolean;
  readonly config: ConfigValues;
  readonly consent: Consent | undefined;
  readonly updatedAt: Date;
};

/** An install and which of its secrets are stored. */
export type Settings = { readonly install: Install | undefined; readonly secrets: readonly string[] };

export function toInstall(row: {
  pluginId: string;
  version: string;
  enabled: boolean;
  config: unknown;
  consent: unknown;
  updatedAt: Date;
}): Install {
  const consent = consentSchema.safeParse(row.consent);
  const config = configSchema.safeParse(row.config);
  return {
    ...row,
    config: config.success ? config.data : {},
    consent: consent.success ? consent.data : undefined,
  };
}

export function consentTo(asks: Asks, version: string, by: string, at: Date): Consent {
  return { ...asks, version, by, at: at.toISOString() };
}
