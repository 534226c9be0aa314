import type { Adapter, AdapterPayload } from "oidc-provider";

interface Row {
  readonly payload: AdapterPayload;
  readonly expiresAt: number;
}

/**
 * Storage for one realm.
 *
 * The library's own memory adapter is shared by every provider in the process, so that one realm's token
 * would open the other's userinfo.
 */
export function createAdapterFactory(): (name: string) => Adapter {
  const rows = new Map<string, Row>();

  return (name) => {
    const key = (id: string) => `${name}:${id}`;
    const alive = (id: string): AdapterPayload | undefined => {
      const row = rows.get(key(id));
      return row === undefined || row.expiresAt < Date.now() ? undefined : row.payload;
    };
    const findBy = (matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined =>
      [...rows].find(
        ([id, row]) => id.startsWith(`${name}:`) && row.expiresAt >= Date.now() && matches(row.payload),
      )?.[1].payload;

    return {
      async upsert(id, payload, expiresIn) {
        rows.set(key(id), {
          payload,
          expiresAt:
            expiresIn !== undefined && expiresIn > 0
              ? Date.now() + expiresIn * 1000
              : Number.POSITIVE_INFINITY,
        });
      },
      find: async (id) => alive(id),
      findByUid: async (uid) => findBy((payload) => payload.uid === uid),
      findByUserCode: async (code) => findBy((payload) => payload.userCode === code),
      async consume(id) {
        const row = rows.get(key(id));
        if (row !== undefined) row.payload.consumed = Math.floor(Date.now() / 1000);
      },
      async destroy(id) {
        rows.delete(key(id));
      },
      async revokeByGrantId(grantId) {
        for (const [id, row] of rows) if (row.payload.grantId === grantId) rows.delete(id);
      },
    };
  };
}
