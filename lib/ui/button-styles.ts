import { cva, type VariantProps } from "class-variance-authority";

/** Classes of a button, for links and Radix triggers that must look like one. */
export const buttonStyles = cva(
  "relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-accent text-on-accent hover:bg-accent-hover",
        secondary:
          "border border-line-strong bg-surface text-ink shadow-card hover:bg-hover data-[state=open]:bg-hover",
        ghost:
          "text-ink-muted hover:bg-hover hover:text-ink data-[state=open]:bg-hover data-[state=open]:text-ink",
        danger: "border border-bad-line bg-surface text-bad hover:bg-bad-soft",
        "danger-solid": "bg-bad-solid text-on-accent hover:bg-bad-solid/90 dark:bg-[oklch(0.53_0.19_25)]",
        link: "h-auto! px-0! text-accent-ink underline-offset-2 hover:underline",
      },
      size: {
        sm: "h-7 px-2 text-xs",
        md: "h-8 px-3 text-sm",
        lg: "h-10 px-4 text-base",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export type ButtonVariants = VariantProps<typeof buttonStyles>;
