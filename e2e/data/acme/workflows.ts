function workflow(name: string, steps: readonly string[]): string {
  return `name: ${name}\non:\n  push:\n    branches: [main]\n  pull_request:\n\njobs:\n  ${name.toLowerCase().replace(/\W+/g, "-")}:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v5\n${steps.map((step) => `      - run: ${step}\n`).join("")}`;
}

export const goCi = workflow("CI", ["go vet ./...", "go test ./... -race"]);
export const nodeCi = workflow("CI", ["npm ci", "npm run lint", "npm test"]);
export const javaCi = workflow("CI", ["./gradlew check"]);
export const pythonCi = workflow("CI", ["pip install -e .[test]", "pytest -q"]);
export const rustCi = workflow("CI", ["cargo clippy -- -D warnings", "cargo test"]);
export const terraformCi = workflow("Plan", ["terraform fmt -check", "terraform init -backend=false", "terraform validate"]);
export const deploy = "name: Deploy\non:\n  push:\n    branches: [main]\n\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    environment: production\n    steps:\n      - uses: actions/checkout@v5\n      - uses: acme/setup-acme-cli@v2\n      - run: acme deploy --wait\n";

/** A file of source code that counts as that many bytes of its language, without carrying them. */
export function code(sizeBytes: number, head: string): { readonly size: number; readonly text: () => string } {
  return { size: sizeBytes, text: () => head };
}
