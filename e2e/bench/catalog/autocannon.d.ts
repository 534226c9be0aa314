declare module "autocannon" {
  type Options = {
    readonly url: string;
    readonly connections: number;
    /** seconds */
    readonly duration: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly requests?: readonly {
      readonly method?: "GET" | "POST";
      readonly path: string;
      readonly body?: string;
    }[];
  };
  type Histogram = {
    readonly average: number;
    readonly p50: number;
    readonly p95?: number;
    readonly p97_5: number;
    readonly p99: number;
  };
  type Result = {
    readonly latency: Histogram;
    readonly requests: { readonly average: number; readonly total: number };
    readonly throughput: { readonly total: number };
    readonly non2xx: number;
    readonly errors: number;
    readonly timeouts: number;
  };
  const autocannon: (options: Options) => Promise<Result>;
  export = autocannon;
}
