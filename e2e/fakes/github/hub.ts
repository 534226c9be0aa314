import type { StateFile } from "../kit/state-file";
import type { Limits } from "./limits";
import type { Installation, State } from "./state";
import type { Traffic } from "./traffic";
import type { Webhooks } from "./webhooks/webhooks";
import type { Change } from "./world/change";
import type { World } from "./world/world";

/** What every route of the stand-in works on. */
export interface Hub {
  readonly world: World;
  readonly state: StateFile<State>;
  readonly stateDir: string;
  readonly limits: Limits;
  readonly traffic: Traffic;
  readonly webhooks: Webhooks;
  /** Own address, without a slash at the end. */
  url(): string;
  /** The portal's address. */
  portal(): string;
  setPortal(url: string): void;
  /** Makes a change, records it, and tells the installed App. */
  change(
    change: Change,
    options?: { readonly silent?: boolean; readonly sender?: string },
  ): readonly string[];
  findInstallation(account: string): Installation | undefined;
}
