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
  type Result = {
    readonly requests: { readonly total: number };
    readonly non2xx: number;
    readonly errors: number;
  };
  type Run = Promise<Result> & {
    on(
      event: "response",
      listener: (client: unknown, status: number, bytes: number, milliseconds: number) => void,
    ): void;
  };
  const autocannon: (options: Options) => Run;
  export = autocannon;
}
