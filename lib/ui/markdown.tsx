import ReactMarkdown from "react-markdown";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import { cx } from "./cx";
import { type MarkdownProps, markdownComponents, rewriteUrl } from "./markdown-parts";

/**
 * GitHub-flavoured markdown; HTML in it is shown as nothing. For READMEs with HTML use `Readme` (server only).
 *
 * The text is untrusted: only http, https, mailto and rewritten relative addresses survive.
 */
export function Markdown(props: MarkdownProps) {
  return (
    <div className={cx("prose", props.compact && "prose-compact")}>
      <ReactMarkdown
        skipHtml
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[rehypeSanitize]}
        urlTransform={(url, key) => rewriteUrl(url, key === "src" ? "image" : "link", props) ?? ""}
        components={markdownComponents(props)}
      >
        {props.text}
      </ReactMarkdown>
    </div>
  );
}
