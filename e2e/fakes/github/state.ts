import type { JournalEntry } from "./world/change";

export type Permissions = Readonly<Record<string, "read" | "write">>;

export interface Installation {
  readonly id: number;
  readonly account: string;
  selection: "all" | "selected";
  repositoryIds: readonly number[];
  permissions: Permissions;
  suspendedAt: string | undefined;
  readonly createdAt: string;
  updatedAt: string;
  readonly installedBy: string;
}

export interface InstallationToken {
  readonly installationId: number;
  readonly expiresAtMs: number;
  readonly permissions: Permissions;
  readonly repositoryIds: readonly number[] | undefined;
}

export interface Delivery {
  readonly id: number;
  readonly guid: string;
  readonly event: string;
  readonly action: string | undefined;
  readonly installationId: number | undefined;
  readonly repositoryId: number | undefined;
  readonly url: string;
  readonly body: string;
  readonly redelivery: boolean;
  readonly deliveredAt: string;
  readonly durationMs: number;
  /** 0 when nobody answered; -1 when a knob dropped it. */
  readonly status: number;
  readonly answer: string;
}

/** What outlives a restart. */
export interface State {
  readonly epochMs: number;
  readonly journal: JournalEntry[];
  readonly installations: Installation[];
  readonly tokens: Record<string, InstallationToken>;
  readonly userTokens: Record<string, { readonly login: string; readonly expiresAtMs: number }>;
  readonly deliveries: Delivery[];
  counter: number;
}

export function initialState(nowMs: number): State {
  return {
    epochMs: nowMs,
    journal: [],
    installations: [],
    tokens: {},
    userTokens: {},
    deliveries: [],
    counter: 0,
  };
}

/** What "Install Portico" asks for; the plugins for Actions and pull requests need the last three. */
export const appPermissions: Permissions = {
  metadata: "read",
  contents: "read",
  members: "read",
  actions: "read",
  checks: "read",
  pull_requests: "read",
};
export const appEvents = [
  "push",
  "repository",
  "team",
  "membership",
  "organization",
  "member",
  "pull_request",
  "workflow_run",
] as const;
