/** A place and the key sequence that goes there. */
export type KeyTarget = { readonly keys: string; readonly label: string; readonly href: string };
