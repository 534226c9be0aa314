import { randomBytes } from "node:crypto";
import type { StateFile } from "../kit/state-file";
import { missing } from "./problem";
import type {
  CheckoutLine,
  CheckoutSession,
  Customer,
  Invoice,
  InvoiceLine,
  PaymentMethod,
  PortalSession,
  Price,
  Product,
  StripeEvent,
  Subscription,
} from "./types";

export const apiVersion = "2026-10-28.endive";

export interface Delivery {
  readonly eventId: string;
  status: "pending" | "delivered" | "dropped" | "failed";
  attempts: number;
  lastStatus: number | undefined;
}

export interface StoredAnswer {
  readonly fingerprint: string;
  readonly status: number;
  readonly body: unknown;
}

/** Everything the double remembers; the keys are ids, the order is the order of creation. */
export interface StripeData {
  clockOffsetSeconds: number;
  customers: Record<string, Customer>;
  deletedCustomers: string[];
  products: Record<string, Product>;
  prices: Record<string, Price>;
  paymentMethods: Record<string, PaymentMethod>;
  cardNumbers: Record<string, string>;
  sessions: Record<string, CheckoutSession>;
  sessionLines: Record<string, CheckoutLine[]>;
  sessionTrials: Record<string, SessionTrial>;
  subscriptions: Record<string, Subscription>;
  pendingLines: Record<string, InvoiceLine[]>;
  trialNotices: string[];
  invoices: Record<string, Invoice>;
  portalSessions: Record<string, PortalSession>;
  events: Record<string, StripeEvent>;
  deliveries: Record<string, Delivery>;
  idempotency: Record<string, StoredAnswer>;
  afterRetries: "unpaid" | "cancel";
}

export interface SessionTrial {
  readonly trialEnd: number | undefined;
  readonly trialDays: number | undefined;
  readonly missingPaymentMethod: "cancel" | "create_invoice" | "pause";
  readonly metadata: Record<string, string>;
  readonly description: string | null;
}

export function emptyData(): StripeData {
  return {
    clockOffsetSeconds: 0,
    customers: {},
    deletedCustomers: [],
    products: {},
    prices: {},
    paymentMethods: {},
    cardNumbers: {},
    sessions: {},
    sessionLines: {},
    sessionTrials: {},
    subscriptions: {},
    pendingLines: {},
    trialNotices: [],
    invoices: {},
    portalSessions: {},
    events: {},
    deliveries: {},
    idempotency: {},
    afterRetries: "unpaid",
  };
}

/** The double's memory with its clock, its ids and its one way out for events. */
export interface Store {
  readonly data: StripeData;
  url: string;
  request: { readonly id: string; readonly idempotencyKey: string | null } | undefined;
  now(): number;
  setNow(seconds: number): void;
  newId(prefix: string): string;
  changed(): void;
  emit(type: string, object: object, previous?: object): StripeEvent;
  onEvent: (event: StripeEvent) => void;
}

/** Wraps the state file; `url` and `onEvent` are set once the server listens. */
export function createStore(file: StateFile<StripeData>): Store {
  const { data } = file;
  const store: Store = {
    data,
    url: "",
    request: undefined,
    now: () => Math.floor(Date.now() / 1000) + data.clockOffsetSeconds,
    setNow(seconds) {
      data.clockOffsetSeconds = seconds - Math.floor(Date.now() / 1000);
      file.changed();
    },
    newId: (prefix) => `${prefix}_${randomBytes(18).toString("base64url").replace(/[-_]/g, "0")}`,
    changed: () => file.changed(),
    emit(type, object, previous) {
      const event: StripeEvent = {
        id: store.newId("evt"),
        object: "event",
        api_version: apiVersion,
        created: store.now(),
        data: {
          object: structuredClone(object),
          ...(previous === undefined ? {} : { previous_attributes: structuredClone(previous) }),
        },
        livemode: false,
        pending_webhooks: 1,
        request: { id: store.request?.id ?? null, idempotency_key: store.request?.idempotencyKey ?? null },
        type,
      };
      data.events[event.id] = event;
      file.changed();
      store.onEvent(event);
      return event;
    },
    onEvent: () => undefined,
  };
  return store;
}

/** Looks a row up or refuses as Stripe does. */
export function need<T>(rows: Readonly<Record<string, T>>, kind: string, id: string, param = "id"): T {
  const row = Object.hasOwn(rows, id) ? rows[id] : undefined;
  if (row === undefined) throw missing(kind, id, param);
  return row;
}
