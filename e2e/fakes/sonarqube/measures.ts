import { createHash } from "node:crypto";

export type MetricKey =
  | "bugs"
  | "vulnerabilities"
  | "code_smells"
  | "security_hotspots"
  | "coverage"
  | "duplicated_lines_density"
  | "ncloc"
  | "sqale_index"
  | "reliability_rating"
  | "security_rating"
  | "sqale_rating"
  | "alert_status";

export type Measures = Readonly<Record<MetricKey, string>>;

// Metric keys that exist at SonarQube though no project here has a value for them.
export const knownMetrics: readonly string[] = [
  "bugs",
  "vulnerabilities",
  "code_smells",
  "security_hotspots",
  "coverage",
  "duplicated_lines_density",
  "ncloc",
  "sqale_index",
  "reliability_rating",
  "security_rating",
  "sqale_rating",
  "alert_status",
  "new_coverage",
  "new_bugs",
  "new_vulnerabilities",
  "new_code_smells",
  "lines",
  "complexity",
  "cognitive_complexity",
  "tests",
  "test_success_density",
  "security_review_rating",
  "line_coverage",
  "branch_coverage",
];

/** Whether SonarQube has analysed this project: our two demo organisations' keys are, all others are not. */
export function isProject(key: string): boolean {
  return /^(acme|globex)_[A-Za-z0-9_.:-]+$/.test(key);
}

function bytesOf(key: string): (index: number) => number {
  const digest = createHash("sha256").update(key).digest();
  return (index) => digest[index] ?? 0;
}

function rating(count: number, steps: readonly number[]): string {
  return `${(1 + steps.filter((step) => count > step).length).toFixed(1)}`;
}

/**
 * What SonarQube says of a project: always the same for the same key.
 *
 * @param age - analyses back in time; older ones are a little worse
 */
export function measuresOf(key: string, age = 0): Measures {
  const byte = bytesOf(key);
  const bugs = Math.floor(byte(0) ** 2 / 4096) + age;
  const vulnerabilities = Math.floor(byte(1) / 64) + Math.floor(age / 3);
  const smells = byte(2) + 3 * age;
  const coverage = Math.max(0, 38 + (byte(3) % 58) + byte(4) / 256 - 1.7 * age);
  const lines = 800 + byte(5) * 256 + byte(6) - 90 * age;
  const isGood = coverage >= 60 && vulnerabilities < 3;
  return {
    bugs: String(bugs),
    vulnerabilities: String(vulnerabilities),
    code_smells: String(smells),
    security_hotspots: String(byte(7) % 6),
    coverage: coverage.toFixed(1),
    duplicated_lines_density: ((byte(8) % 120) / 10).toFixed(1),
    ncloc: String(lines),
    sqale_index: String(smells * 7),
    reliability_rating: rating(bugs, [0, 2, 6, 12]),
    security_rating: rating(vulnerabilities, [0, 1, 2, 4]),
    sqale_rating: rating(smells / (lines / 1000), [5, 10, 20, 50]),
    alert_status: isGood ? "OK" : "ERROR",
  };
}

export interface Analysis {
  readonly date: string;
  readonly measures: Measures;
}

const analysisEpoch = Date.UTC(2026, 7, 3, 6, 30);
const weekMs = 7 * 86_400_000;

/** Sixteen weekly analyses, oldest first. */
export function historyOf(key: string): Analysis[] {
  return Array.from({ length: 16 }, (_, index) => ({
    date: new Date(analysisEpoch + index * weekMs).toISOString().replace(/\.\d+Z$/, "+0000"),
    measures: measuresOf(key, 15 - index),
  }));
}

/** `acme_payment-api` reads `payment-api`. */
export function projectName(key: string): string {
  return key.slice(key.indexOf("_") + 1);
}
