import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Permission } from "@/lib/access";
import { createApiToken } from "@/lib/identity";
import type { TenantContext } from "@/lib/platform/context";
import type { Endpoint } from "./endpoint";
import { makeMachineApi } from "./machine-app";

export type Machine = {
  /** `http://localhost:<port>` */
  readonly url: string;
  /** fetch with a token of the tenant, path below `/api/{tenant}` */
  readonly as: (
    ctx: TenantContext,
    scopes?: readonly Permission[],
  ) => Promise<(path: string, init?: RequestInit) => Promise<Response>>;
  readonly close: () => Promise<void>;
};

/** The machine API on a free port, for tests. Set PORTICO_URL to nothing else before: it answers to this address. */
export async function startMachine(endpoints?: readonly Endpoint[]): Promise<Machine> {
  const server = createServer((incoming, outgoing) => api.listener(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://localhost:${port}`;
  const api = makeMachineApi(endpoints, url);
  return {
    url,
    as: async (ctx, scopes = ["catalog.entity.read"]) => {
      const { token } = await createApiToken(ctx, { name: "test", scopes: [...scopes] });
      return (path, init = {}) =>
        fetch(`${url}/api/${ctx.slug}${path}`, {
          ...init,
          headers: { authorization: `Bearer ${token}`, ...init.headers },
        });
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
