import type { ReactNode } from "react";
import type { Components } from "react-markdown";
import { isAbsoluteUrl, safeUrl } from "./safe-url";

export type MarkdownProps = {
  readonly text: string;
  /** Address for a relative link (`docs/x.md`); undefined shows its text only. Default: left as it is. */
  readonly linkHref?: ((href: string) => string | undefined) | undefined;
  /** Address for a relative image; undefined hides it. */
  readonly imageSrc?: ((src: string) => string | undefined) | undefined;
  /** Draws a fenced block; default is plain mono. On the server give it `CodeBlock`. */
  readonly renderCode?: ((code: string, language: string | undefined) => ReactNode) | undefined;
  readonly compact?: boolean | undefined;
};

/** Turns customers' addresses into ours or into nothing; used as react-markdown's `urlTransform`. */
export function rewriteUrl(url: string, kind: "link" | "image", props: MarkdownProps): string | undefined {
  const safe = safeUrl(url);
  if (safe === undefined || isAbsoluteUrl(safe) || safe.startsWith("#")) return safe;
  const rewrite = kind === "link" ? props.linkHref : props.imageSrc;
  const target = rewrite ? rewrite(safe) : safe;
  return target === undefined ? undefined : safeUrl(target);
}

function textOf(node: ReactNode): string {
  if (typeof node === "string" || typeof node === "number") return String(node);
  return Array.isArray(node) ? node.map(textOf).join("") : "";
}

/** How we draw the elements that need more than CSS. */
export function markdownComponents(props: MarkdownProps): Components {
  return {
    a: ({ href, children, id }) => {
      if (!href) return <span>{children}</span>;
      const outside = isAbsoluteUrl(href);
      return (
        <a
          href={href}
          id={id}
          {...(outside ? { target: "_blank", rel: "noopener noreferrer nofollow" } : {})}
        >
          {children}
        </a>
      );
    },
    img: ({ src, alt, width, height }) =>
      typeof src === "string" && src !== "" ? (
        <img
          src={src}
          alt={alt ?? ""}
          width={width}
          height={height}
          loading="lazy"
          referrerPolicy="no-referrer"
        />
      ) : null,
    pre: ({ children, node }) => {
      const code = node?.children[0];
      if (!props.renderCode || code?.type !== "element" || code.tagName !== "code")
        return <pre>{children}</pre>;
      const classes = code.properties.className;
      const language = Array.isArray(classes) ? /^language-(.+)$/.exec(String(classes[0]))?.[1] : undefined;
      const text = code.children.map((child) => (child.type === "text" ? child.value : "")).join("");
      return props.renderCode(text.replace(/\n$/, ""), language);
    },
    table: ({ children }) => <table>{children}</table>,
    input: ({ checked, type }) => (
      <input
        type={type}
        checked={checked ?? false}
        readOnly
        disabled
        aria-label={checked ? "done" : "to do"}
      />
    ),
    h1: ({ children, id }) => (
      <h2 className="text-[20px]!" id={id ?? slugOf(textOf(children))}>
        {children}
      </h2>
    ),
    h2: ({ children, id }) => (
      <h3 className="text-[18px]!" id={id ?? slugOf(textOf(children))}>
        {children}
      </h3>
    ),
    h3: ({ children, id }) => (
      <h4 className="text-[15px]!" id={id ?? slugOf(textOf(children))}>
        {children}
      </h4>
    ),
    h4: ({ children, id }) => <h5 id={id ?? slugOf(textOf(children))}>{children}</h5>,
  };
}

/** GitHub's anchor of a heading, so that links inside a README work. */
export function slugOf(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
}
