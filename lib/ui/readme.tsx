import ReactMarkdown from "react-markdown";
import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import { type MarkdownProps, markdownComponents, rewriteUrl } from "./markdown-parts";

/**
 * A README as GitHub shows it: markdown with harmless HTML (images, tables, details). Server only: it carries an HTML parser.
 *
 * Sanitised after the HTML is parsed, with GitHub's own list of elements; scripts, styles, frames and event handlers go.
 */
export function Readme(props: MarkdownProps) {
  return (
    <div className="prose">
      <ReactMarkdown
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[rehypeRaw, rehypeSanitize]}
        urlTransform={(url, key) => rewriteUrl(url, key === "src" ? "image" : "link", props) ?? ""}
        components={markdownComponents(props)}
      >
        {props.text}
      </ReactMarkdown>
    </div>
  );
}
