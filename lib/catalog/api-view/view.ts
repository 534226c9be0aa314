/** An API definition as the page draws it: plain text everywhere, so nothing in a definition can run. */
export type ApiView = {
  readonly format: "openapi" | "asyncapi" | "graphql" | "text";
  readonly title: string | undefined;
  readonly version: string | undefined;
  readonly description: string | undefined;
  readonly servers: readonly string[];
  readonly groups: readonly ApiGroup[];
  readonly types: readonly ApiType[];
  /** why it is shown as text only */
  readonly problem: string | undefined;
};
export type ApiGroup = { readonly name: string; readonly operations: readonly ApiOperation[] };
export type ApiOperation = {
  /** GET, POST, … · publish, subscribe, send, receive · query, mutation, subscription */
  readonly verb: string;
  readonly path: string;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly deprecated: boolean;
  readonly parameters: readonly ApiField[];
  readonly body: string | undefined;
  readonly responses: readonly {
    readonly status: string;
    readonly description: string;
    readonly type: string | undefined;
  }[];
};
export type ApiField = {
  readonly name: string;
  readonly place: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string | undefined;
};
export type ApiType = {
  readonly name: string;
  readonly description: string | undefined;
  readonly fields: readonly ApiField[];
};

export const EMPTY_VIEW: ApiView = {
  format: "text",
  title: undefined,
  version: undefined,
  description: undefined,
  servers: [],
  groups: [],
  types: [],
  problem: undefined,
};
