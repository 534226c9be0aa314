declare const brand: unique symbol;

/** A type that only its own constructor functions can make. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

export type TenantId = Brand<string, "TenantId">;
export type UserId = Brand<string, "UserId">;

/** A plain JSON value, as stored in jsonb columns and sent over the wire. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };
export type JsonObject = { readonly [key: string]: Json | undefined };
