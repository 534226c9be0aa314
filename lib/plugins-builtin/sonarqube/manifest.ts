import { defineManifest } from "@/lib/plugin-sdk";

const QUALITY = `(
  $metric := function($name) { answers.measures.component.measures[metric = $name].value };
  $figure := function($name) { ($value := $metric($name); $exists($value) ? $number($value) : null) };
  $rating := function($name) { ($value := $metric($name); $exists($value) ? $substring("ABCDE", $number($value) - 1, 1) : null) };
  {
    "project": annotation.value,
    "gate": answers.gate.projectStatus.status,
    "failed": [answers.gate.projectStatus.conditions[status = "ERROR"].{ "metric": metricKey, "actual": actualValue, "threshold": errorThreshold, "comparator": comparator }],
    "bugs": $figure("bugs"),
    "vulnerabilities": $figure("vulnerabilities"),
    "codeSmells": $figure("code_smells"),
    "coveragePercent": $figure("coverage"),
    "duplicationPercent": $figure("duplicated_lines_density"),
    "lines": $figure("ncloc"),
    "reliability": $rating("reliability_rating"),
    "security": $rating("security_rating"),
    "maintainability": $rating("sqale_rating"),
    "url": config.baseUrl & "/dashboard?id=" & $encodeUrlComponent(annotation.value)
  }
)`;

const GATE_WORD = `gate = "OK" ? "passed" : gate = "ERROR" ? "failed" : gate = "WARN" ? "warning" : "not computed"`;
const GATE_TONE = `gate = "OK" ? "ok" : gate = "ERROR" ? "bad" : gate = "WARN" ? "warn" : "neutral"`;
const ratingTone = (field: string) =>
  `${field} in ["A", "B"] ? "ok" : ${field} = "C" ? "warn" : ${field} in ["D", "E"] ? "bad" : "neutral"`;

export const manifest = defineManifest({
  id: "sonarqube",
  version: "1.0.0",
  releasedOn: "2026-11-23",
  title: "SonarQube",
  mark: { icon: "gauge", colour: "api" },
  vendor: "Sonar",
  publisher: { name: "Portico", url: "https://portico.example" },
  licence: "Apache-2.0",
  categories: ["quality"],
  plan: { tier: "standard" },
  description:
    "Quality gate, bugs, vulnerabilities, coverage and duplication of each component from your SonarQube.",
  highlights: [
    "The quality gate and the conditions that fail it",
    "Bugs, vulnerabilities and code smells with their ratings",
    "Coverage and duplication, and a link to the project",
  ],
  support: { provider: "Portico", level: "portico" },
  verifiedBy: "Portico",
  changelog: [{ version: "1.0.0", date: "2026-11-23", note: "First release." }],
  annotation: {
    key: "sonarqube.org/project-key",
    aliases: ["sonarcloud.io/project-key"],
    pattern: "^[A-Za-z0-9_.:-]{1,300}$",
    example: "acme_payments-api",
    autofill: {
      template: "{owner}_{name}",
      says: "organisation_repository, the key SonarQube proposes for an imported repository",
    },
  },
  config: {
    type: "object",
    additionalProperties: false,
    properties: {
      baseUrl: {
        type: "string",
        title: "SonarQube address",
        description: "Where people open SonarQube, without a path such as /dashboard.",
        format: "uri",
        pattern: "^https?://[^\\s?#]+$",
        maxLength: 300,
        examples: ["https://sonarqube.example.com"],
      },
    },
    required: ["baseUrl"],
  },
  secrets: [
    {
      name: "token",
      title: "Token",
      description:
        "A user token with the right to browse projects (My account → Security). Kept encrypted; nobody can read it back.",
      required: true,
    },
  ],
  hosts: ["{{config.baseUrl}}"],
  reads: ["ref", "annotations", "repository"],
  queries: {
    quality: {
      title: "Quality gate and measures",
      auth: { kind: "bearer", secret: "token" },
      requests: {
        gate: {
          base: "{{config.baseUrl}}",
          path: "/api/qualitygates/project_status",
          query: { projectKey: "{{annotation}}" },
        },
        measures: {
          base: "{{config.baseUrl}}",
          path: "/api/measures/component",
          query: {
            component: "{{annotation}}",
            metricKeys:
              "bugs,vulnerabilities,code_smells,coverage,duplicated_lines_density,ncloc,reliability_rating,security_rating,sqale_rating",
          },
        },
      },
      mapping: QUALITY,
      cacheSeconds: 60,
      problems: {
        "401": "SonarQube refused the token. Make a new one and enter it in the plugin's settings.",
        "403": "The token may not browse the project {{annotation}} in SonarQube.",
        "404": "SonarQube has no project with the key {{annotation}}.",
      },
    },
  },
  test: {
    title: "Connection",
    auth: { kind: "bearer", secret: "token" },
    requests: {
      status: { base: "{{config.baseUrl}}", path: "/api/system/status" },
      login: { base: "{{config.baseUrl}}", path: "/api/authentication/validate" },
    },
    mapping: `{
      "ok": answers.status.status = "UP" and answers.login.valid = true,
      "says": answers.status.status != "UP" ? "SonarQube answered, but its state is " & answers.status.status & "."
        : answers.login.valid = true ? "SonarQube " & answers.status.version & " answered and accepted the token."
        : "SonarQube " & answers.status.version & " answered but does not accept the token."
    }`,
    cacheSeconds: 0,
    problems: {
      "401": "SonarQube does not accept the token.",
      "404": "There is no SonarQube Web API at this address.",
    },
  },
  views: [
    {
      id: "quality",
      place: "entity-card",
      title: "SonarQube",
      query: "quality",
      kinds: ["component"],
      more: "url",
      tree: {
        kind: "stack",
        children: [
          {
            kind: "status-list",
            items: {
              $: `$append(
                [{ "title": "Quality gate", "tone": ${GATE_TONE}, "state": ${GATE_WORD}, "href": url }],
                [failed.{ "title": $replace(metric, "_", " "), "tone": "bad", "state": actual, "detail": "must be " & (comparator = "LT" ? "at least " : "at most ") & threshold }]
              )`,
            },
          },
          {
            kind: "stats",
            items: {
              $: `[
                { "label": "Bugs", "value": bugs = null ? "–" : bugs, "detail": reliability ? "Reliability " & reliability : "", "tone": ${ratingTone("reliability")} },
                { "label": "Vulnerabilities", "value": vulnerabilities = null ? "–" : vulnerabilities, "detail": security ? "Security " & security : "", "tone": ${ratingTone("security")} },
                { "label": "Code smells", "value": codeSmells = null ? "–" : codeSmells, "detail": maintainability ? "Maintainability " & maintainability : "", "tone": ${ratingTone("maintainability")} },
                { "label": "Coverage", "value": coveragePercent = null ? "–" : coveragePercent, "unit": coveragePercent = null ? "" : "%" },
                { "label": "Duplication", "value": duplicationPercent = null ? "–" : duplicationPercent, "unit": duplicationPercent = null ? "" : "%" },
                { "label": "Lines of code", "value": lines = null ? "–" : lines }
              ]`,
            },
          },
        ],
      },
    },
  ],
});
