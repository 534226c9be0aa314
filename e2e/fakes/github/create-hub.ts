import { openStateFile, type StateFile } from "../kit/state-file";
import type { Hub } from "./hub";
import { createLimits } from "./limits";
import { initialState, type State } from "./state";
import { createTraffic } from "./traffic";
import { eventsOf, readBefore, withCommon } from "./webhooks/events";
import { createWebhooks } from "./webhooks/webhooks";
import { applyChange } from "./world/apply";
import type { JournalEntry } from "./world/change";
import { ImpossibleChange } from "./world/impossible-change";
import type { OrgSeed } from "./world/seed";
import { createWorld } from "./world/world";

/**
 * Builds the world from its seeds, replays what was changed in earlier runs, and binds the parts together.
 *
 * @param url - asked late: with port 0 the address is known only once the server listens
 */
export function createHub(options: {
  readonly stateDir: string;
  readonly portal: string;
  readonly seeds: readonly OrgSeed[];
  readonly url: () => string;
}): Hub & { close(): void } {
  const file = openStateFile<State>(options.stateDir, "github", initialState(Date.now()));
  let closed = false;
  const state: StateFile<State> = {
    data: file.data,
    // A delivery may end after we do; it must not write into a folder that may be gone.
    changed: () => (closed ? undefined : file.changed()),
    close() {
      closed = true;
      file.close();
    },
  };
  state.changed();
  const world = createWorld(options.seeds, state.data.epochMs);
  for (const installation of state.data.installations) world.findOrg(installation.account);
  for (const entry of state.data.journal) {
    try {
      applyChange(world, entry);
    } catch (cause) {
      // A snapshot given at the last start and not at this one takes its changes with it.
      if (!(cause instanceof ImpossibleChange)) throw cause;
    }
  }
  let portal = options.portal;
  const webhooks = createWebhooks(state, () => portal);
  const findInstallation: Hub["findInstallation"] = (account) =>
    state.data.installations.find((one) => one.account.toLowerCase() === account.toLowerCase());

  return {
    world,
    state,
    stateDir: options.stateDir,
    limits: createLimits(),
    traffic: createTraffic(),
    webhooks,
    url: options.url,
    portal: () => portal,
    setPortal: (url) => {
      portal = url.replace(/\/+$/, "");
    },
    findInstallation,
    change(change, { silent = false, sender = "ada" } = {}) {
      state.data.counter += 1;
      const entry: JournalEntry = {
        number: state.data.counter,
        at: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
        change,
      };
      const before = readBefore(world, options.url(), change);
      applyChange(world, entry);
      state.data.journal.push(entry);
      state.changed();
      if (silent) return [];
      return eventsOf(world, options.url(), change, before).flatMap((event) => {
        const installation = findInstallation(event.account);
        if (installation === undefined || installation.suspendedAt !== undefined) return [];
        const chosen =
          event.repositoryId === undefined ||
          installation.selection === "all" ||
          installation.repositoryIds.includes(event.repositoryId);
        if (!chosen || (event.event === "installation_repositories" && installation.selection === "selected"))
          return [];
        return webhooks.send({
          event: event.event,
          action: typeof event.payload.action === "string" ? event.payload.action : undefined,
          installationId: installation.id,
          repositoryId: event.repositoryId,
          body: JSON.stringify(withCommon(options.url(), world, event, installation, sender)),
        });
      });
    },
    close: () => state.close(),
  };
}
