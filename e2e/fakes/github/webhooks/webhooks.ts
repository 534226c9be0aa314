import { createHmac, randomUUID } from "node:crypto";
import { githubAppId, githubWebhookSecret } from "../../credentials";
import type { StateFile } from "../../kit/state-file";
import type { Delivery, State } from "../state";

interface Message {
  readonly event: string;
  readonly action: string | undefined;
  readonly installationId: number | undefined;
  readonly repositoryId: number | undefined;
  readonly body: string;
  readonly guid: string;
  readonly redelivery: boolean;
}

/** How the next deliveries go wrong. */
export interface WebhookFaults {
  dropNext: number;
  /** Each delivery arrives this many times. */
  copies: number;
  delayMs: number;
  /** Held back until released, then sent in reverse order. */
  paused: boolean;
}

/** Signed deliveries to the portal. As with GitHub, a failed one is never sent again by itself. */
export interface Webhooks {
  readonly faults: WebhookFaults;
  send(message: Omit<Message, "guid" | "redelivery">): string;
  redeliver(delivery: Delivery): Promise<Delivery>;
  release(): void;
  /** Resolves when nothing is on its way. */
  settled(): Promise<void>;
}

const keptDeliveries = 500;

export function createWebhooks(state: StateFile<State>, portal: () => string): Webhooks {
  const faults: WebhookFaults = { dropNext: 0, copies: 1, delayMs: 0, paused: false };
  const held: Message[] = [];
  const onTheirWay = new Set<Promise<unknown>>();

  async function post(url: string, message: Message): Promise<Pick<Delivery, "status" | "answer">> {
    const signature = createHmac("sha256", githubWebhookSecret).update(message.body).digest("hex");
    try {
      const answer = await fetch(url, {
        method: "POST",
        body: message.body,
        redirect: "manual",
        signal: AbortSignal.timeout(10_000),
        headers: {
          "content-type": "application/json",
          "user-agent": "GitHub-Hookshot/portico-stand-in",
          "x-github-event": message.event,
          "x-github-delivery": message.guid,
          "x-github-hook-id": "1",
          "x-github-hook-installation-target-id": githubAppId,
          "x-github-hook-installation-target-type": "integration",
          "x-hub-signature-256": `sha256=${signature}`,
        },
      });
      return { status: answer.status, answer: (await answer.text()).slice(0, 500) };
    } catch (cause) {
      return { status: 0, answer: cause instanceof Error ? cause.message : String(cause) };
    }
  }

  async function deliver(message: Message): Promise<Delivery> {
    const url = `${portal()}/api/webhooks/github`;
    const dropped = faults.dropNext > 0;
    if (dropped) faults.dropNext -= 1;
    if (faults.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, faults.delayMs));
    const started = Date.now();
    const outcome = dropped
      ? { status: -1, answer: "dropped by a knob" }
      : portal() === ""
        ? { status: 0, answer: "no webhook address configured" }
        : await post(url, message);
    for (let copy = 1; copy < faults.copies && !dropped; copy += 1) await post(url, message);
    state.data.counter += 1;
    const delivery: Delivery = {
      ...message,
      ...outcome,
      id: state.data.counter,
      url,
      deliveredAt: new Date(started).toISOString(),
      durationMs: Date.now() - started,
    };
    state.data.deliveries.push(delivery);
    if (state.data.deliveries.length > keptDeliveries)
      state.data.deliveries.splice(0, state.data.deliveries.length - keptDeliveries);
    state.changed();
    return delivery;
  }

  function start(message: Message): Promise<Delivery> {
    const work = deliver(message).finally(() => onTheirWay.delete(work));
    onTheirWay.add(work);
    return work;
  }

  return {
    faults,
    send(message) {
      const whole: Message = { ...message, guid: randomUUID(), redelivery: false };
      if (faults.paused) held.push(whole);
      else void start(whole);
      return whole.guid;
    },
    redeliver: (delivery) =>
      start({
        event: delivery.event,
        action: delivery.action,
        installationId: delivery.installationId,
        repositoryId: delivery.repositoryId,
        body: delivery.body,
        guid: delivery.guid,
        redelivery: true,
      }),
    release() {
      faults.paused = false;
      for (const message of held.splice(0).reverse()) void start(message);
    },
    async settled() {
      while (onTheirWay.size > 0) await Promise.all(onTheirWay);
    },
  };
}
