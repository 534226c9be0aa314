import type { Files } from "./types";

const byEnding: Readonly<Record<string, string>> = {
  go: "Go",
  ts: "TypeScript",
  tsx: "TypeScript",
  mts: "TypeScript",
  js: "JavaScript",
  jsx: "JavaScript",
  mjs: "JavaScript",
  cjs: "JavaScript",
  java: "Java",
  kt: "Kotlin",
  kts: "Kotlin",
  py: "Python",
  rs: "Rust",
  tf: "HCL",
  hcl: "HCL",
  rb: "Ruby",
  cs: "C#",
  swift: "Swift",
  scala: "Scala",
  php: "PHP",
  ex: "Elixir",
  c: "C",
  cpp: "C++",
  sh: "Shell",
  css: "CSS",
  scss: "SCSS",
  html: "HTML",
  vue: "Vue",
  groovy: "Groovy",
  sql: "PLpgSQL",
  ipynb: "Jupyter Notebook",
  lua: "Lua",
  smithy: "Smithy",
};
const byName: Readonly<Record<string, string>> = {
  Dockerfile: "Dockerfile",
  Makefile: "Makefile",
  Jenkinsfile: "Groovy",
};

export const languageColours: Readonly<Record<string, string>> = {
  Go: "#00ADD8",
  TypeScript: "#3178c6",
  JavaScript: "#f1e05a",
  Java: "#b07219",
  Kotlin: "#A97BFF",
  Python: "#3572A5",
  Rust: "#dea584",
  HCL: "#844FBA",
  Ruby: "#701516",
  "C#": "#178600",
  Swift: "#F05138",
  Scala: "#c22d40",
  PHP: "#4F5D95",
  Elixir: "#6e4a7e",
  Shell: "#89e051",
  CSS: "#663399",
  HTML: "#e34c26",
  Dockerfile: "#384d54",
  Makefile: "#427819",
  PLpgSQL: "#336790",
  "Jupyter Notebook": "#DA5B0B",
};

/** Bytes per language, largest first; YAML, JSON and prose do not count, as on GitHub. */
export function countLanguages(files: Files): Record<string, number> {
  const bytes = new Map<string, number>();
  for (const [path, file] of files) {
    if (/(^|\/)(vendor|node_modules|testdata|dist)\//.test(path)) continue;
    const name = path.slice(path.lastIndexOf("/") + 1);
    const language =
      byName[name] ??
      (name.includes(".") ? byEnding[name.slice(name.lastIndexOf(".") + 1).toLowerCase()] : undefined);
    if (language !== undefined) bytes.set(language, (bytes.get(language) ?? 0) + file.size);
  }
  return Object.fromEntries([...bytes].sort((a, b) => b[1] - a[1]));
}
