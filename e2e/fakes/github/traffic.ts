/** What was asked since the last reset; benches hold the portal to its request budget with it. */
export interface Traffic {
  count(line: {
    readonly route: string;
    readonly status: number;
    readonly key: string;
    readonly points: number;
    readonly bytes: number;
  }): void;
  report(): Readonly<Record<string, unknown>>;
  reset(): void;
}

export function createTraffic(): Traffic {
  let since = new Date().toISOString();
  let byRoute: Record<string, number> = {};
  let byCaller: Record<string, number> = {};
  let byStatus: Record<string, number> = {};
  let totals = { total: 0, graphqlPoints: 0, notModified: 0, bytes: 0 };
  const add = (table: Record<string, number>, key: string) => {
    table[key] = (table[key] ?? 0) + 1;
  };
  return {
    count({ route, status, key, points, bytes }) {
      add(byRoute, route);
      add(byCaller, key);
      add(byStatus, String(status));
      totals.total += 1;
      totals.graphqlPoints += points;
      totals.bytes += bytes;
      if (status === 304) totals.notModified += 1;
    },
    report: () => ({ since, ...totals, byRoute, byCaller, byStatus }),
    reset() {
      since = new Date().toISOString();
      byRoute = {};
      byCaller = {};
      byStatus = {};
      totals = { total: 0, graphqlPoints: 0, notModified: 0, bytes: 0 };
    },
  };
}
