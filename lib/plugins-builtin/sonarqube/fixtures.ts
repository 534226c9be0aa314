import { defineFixtures } from "@/lib/plugin-sdk";

const config = { baseUrl: "https://sonarqube.example.com" };
const measures = (values: Readonly<Record<string, string>>) => ({
  status: 200,
  body: {
    component: {
      key: "acme_payments-api",
      name: "payments-api",
      qualifier: "TRK",
      measures: Object.entries(values).map(([metric, value]) => ({ metric, value })),
    },
  },
});

export const fixtures = defineFixtures([
  {
    title: "a gate that fails on coverage",
    query: "quality",
    config,
    annotation: "acme_payments-api",
    answers: {
      gate: {
        status: 200,
        body: {
          projectStatus: {
            status: "ERROR",
            conditions: [
              {
                status: "ERROR",
                metricKey: "new_coverage",
                comparator: "LT",
                errorThreshold: "80",
                actualValue: "71.4",
              },
              {
                status: "OK",
                metricKey: "new_duplicated_lines_density",
                comparator: "GT",
                errorThreshold: "3",
                actualValue: "0.8",
              },
            ],
          },
        },
      },
      measures: measures({
        bugs: "3",
        vulnerabilities: "0",
        code_smells: "41",
        coverage: "76.2",
        duplicated_lines_density: "1.9",
        ncloc: "18240",
        reliability_rating: "3.0",
        security_rating: "1.0",
        sqale_rating: "1.0",
      }),
    },
    expect: {
      gate: "ERROR",
      failed: [{ metric: "new_coverage", actual: "71.4", threshold: "80", comparator: "LT" }],
      bugs: 3,
      vulnerabilities: 0,
      codeSmells: 41,
      coveragePercent: 76.2,
      duplicationPercent: 1.9,
      lines: 18240,
      reliability: "C",
      security: "A",
      maintainability: "A",
      url: "https://sonarqube.example.com/dashboard?id=acme_payments-api",
    },
    preview: true,
  },
  {
    title: "a project that was never analysed",
    query: "quality",
    config,
    annotation: "acme_new",
    answers: {
      gate: { status: 200, body: { projectStatus: { status: "NONE", conditions: [] } } },
      measures: {
        status: 200,
        body: { component: { key: "acme_new", name: "new", qualifier: "TRK", measures: [] } },
      },
    },
    expect: { gate: "NONE", failed: [], bugs: null, coveragePercent: null, lines: null, reliability: null },
  },
]);
