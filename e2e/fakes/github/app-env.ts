import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { Caller } from "./caller";

export interface Env {
  Bindings: HttpBindings;
  Variables: {
    caller: Caller;
    /** GraphQL points this request cost; set by the GraphQL route. */
    points: number;
    /** Repositories a knob makes GraphQL fail on. */
    failing: ReadonlySet<string>;
  };
}

export type App = Hono<Env>;

export function createApp(): App {
  return new Hono<Env>();
}
