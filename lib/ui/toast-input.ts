export type ToastInput = {
  readonly tone?: "neutral" | "ok" | "warn" | "bad" | undefined;
  readonly message: string;
  readonly detail?: string | undefined;
  /** One way back: "Undo". */
  readonly action?: { readonly label: string; readonly onClick: () => void } | undefined;
};

export type QueuedToast = ToastInput & { readonly id: number };
