import { CopyButton } from "./copy-button";
import { cx } from "./cx";
import { highlight } from "./highlight";

export type CodeBlockProps = {
  readonly code: string;
  readonly language?: string | undefined;
  /** File name or path, shown above. */
  readonly title?: string | undefined;
  readonly lineNumbers?: boolean | undefined;
  /** 1-based lines to mark: a failing line. */
  readonly marked?: readonly number[] | undefined;
  readonly className?: string | undefined;
};

/** Code with colours, copyable. Server only (async). */
export async function CodeBlock({
  code,
  language,
  title,
  lineNumbers,
  marked = [],
  className,
}: CodeBlockProps) {
  const lines = await highlight(code, language);
  return (
    <figure
      className={cx(
        "code group/code relative min-w-0 overflow-hidden rounded-lg border border-line bg-sunken",
        className,
      )}
    >
      {title ? (
        <figcaption className="flex h-9 items-center justify-between gap-2 border-b border-line pr-1.5 pl-3 font-mono text-xs text-ink-muted">
          <span className="truncate">{title}</span>
          <CopyButton value={code} label="Copy code" />
        </figcaption>
      ) : (
        <CopyButton
          value={code}
          label="Copy code"
          className="absolute top-1.5 right-1.5 z-10 bg-sunken opacity-0 focus-visible:opacity-100 group-hover/code:opacity-100"
        />
      )}
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        className="m-0! max-h-[70vh] overflow-auto rounded-none! border-0! bg-transparent! py-2.5 px-0! text-xs leading-5 -outline-offset-2!"
      >
        <code className="grid min-w-max">
          {lines.map((line, index) => (
            <span
              key={index}
              className={cx(
                "block min-h-5 px-3.5",
                marked.includes(index + 1) && "bg-bad-soft shadow-[inset_2px_0_0_var(--bad-solid)]",
              )}
            >
              {lineNumbers ? (
                <span
                  aria-hidden="true"
                  className="tabular mr-4 inline-block w-7 select-none text-right text-ink-faint"
                >
                  {index + 1}
                </span>
              ) : null}
              {line.map((token, position) => (
                <span key={position} className={token.role ? `tok-${token.role}` : undefined}>
                  {token.text}
                </span>
              ))}
            </span>
          ))}
        </code>
      </pre>
    </figure>
  );
}
