import { describe, expect, it } from "vitest";
import { grantsForRole } from "@/lib/access";
import type { Features } from "@/lib/platform/context";
import { defineManifest, type Manifest } from "@/lib/plugin-sdk";
import { gate } from "./gate";
import { asksOf } from "./model/asks";
import { consentTo, type Install } from "./model/install";
import { getRegistered } from "./registry";

const owner = grantsForRole("owner");
const on = (plan: Features["plan"], more: Partial<Features> = {}): Features => ({
  plan,
  trialEndsAt: undefined,
  addons: [],
  pastDue: false,
  ...more,
});
const sonarqube = getRegistered("sonarqube").manifest;
const actions = getRegistered("github-actions").manifest;
const addon: Manifest = defineManifest({ ...sonarqube, plan: { addon: "portico_addon_sonarqube_monthly" } });

function installed(manifest: Manifest, more: Partial<Install> = {}): Install {
  const consent = consentTo(asksOf(manifest), manifest.version, "ana@acme.example", new Date(0));
  return {
    pluginId: manifest.id,
    version: manifest.version,
    enabled: true,
    config: {},
    consent,
    updatedAt: new Date(0),
    ...more,
  };
}
const nothing = { install: undefined, secrets: [] };
const ready = {
  install: installed(sonarqube, { config: { baseUrl: "https://sonar.acme.example" } }),
  secrets: ["token"],
};

describe("plan", () => {
  it.each([
    ["free", sonarqube, "locked"],
    ["team", sonarqube, "unset"],
    ["business", sonarqube, "unset"],
    ["free", actions, "unset"],
    ["enterprise", addon, "locked"],
  ] as const)("on %s: %s", (plan, manifest, kind) =>
    expect(gate(manifest, nothing, on(plan), owner).kind).toBe(kind),
  );

  it("names the cheapest plan that opens, and who may buy it", () => {
    expect(gate(sonarqube, nothing, on("free"), owner)).toEqual({
      kind: "locked",
      reason: "plan",
      price: { kind: "plan", plan: "team", lookupKey: "portico_team_monthly" },
      frozen: false,
      mayBuy: true,
    });
    expect(gate(sonarqube, nothing, on("free"), grantsForRole("viewer"))).toMatchObject({ mayBuy: false });
  });

  it("opens an add-on for who bought it", () => {
    expect(gate(addon, ready, on("free", { addons: ["sonarqube"] }), owner).kind).toBe("open");
    expect(gate(addon, ready, on("business"), owner)).toMatchObject({
      reason: "addon",
      price: { lookupKey: "portico_addon_sonarqube_monthly" },
    });
  });

  it("stays open while a payment is late", () =>
    expect(gate(sonarqube, ready, on("team", { pastDue: true }), owner).kind).toBe("open"));

  it("freezes what was set up when the plan ends", () =>
    expect(gate(sonarqube, ready, on("free"), owner)).toMatchObject({ kind: "locked", frozen: true }));
});

describe("set-up", () => {
  it.each([
    ["nothing yet", sonarqube, nothing, "enable", []],
    ["switched off", sonarqube, { ...ready, install: { ...ready.install, enabled: false } }, "switch-on", []],
    [
      "no settings",
      sonarqube,
      { install: installed(sonarqube), secrets: [] },
      "configure",
      ["baseUrl", "token"],
    ],
    ["no secret", sonarqube, { ...ready, secrets: [] }, "configure", ["token"]],
    [
      "a wrong address",
      sonarqube,
      { ...ready, install: { ...ready.install, config: { baseUrl: "sonar" } } },
      "configure",
      ["baseUrl"],
    ],
    [
      "an unknown setting",
      sonarqube,
      { ...ready, install: { ...ready.install, config: { baseUrl: "https://s.example", admin: true } } },
      "configure",
      ["admin"],
    ],
    [
      "no consent",
      sonarqube,
      { ...ready, install: { ...ready.install, consent: undefined } },
      "consent",
      ["{{config.baseUrl}}", "token", "ref", "annotations", "repository"],
    ],
  ] as const)("with %s", (_name, manifest, settings, step, missing) => {
    expect(gate(manifest, settings, on("team"), owner)).toEqual({
      kind: "unset",
      step,
      missing,
      maySet: true,
    });
  });

  it("keeps a version off that asks for more than was agreed to", () => {
    const greedy = defineManifest({
      ...sonarqube,
      version: "1.1.0",
      hosts: [...sonarqube.hosts, "telemetry.example"],
    });
    expect(gate(greedy, ready, on("team"), owner)).toMatchObject({
      kind: "unset",
      step: "consent",
      missing: ["telemetry.example"],
    });
  });

  it("opens when all is there", () => {
    expect(gate(sonarqube, ready, on("team"), owner)).toEqual({ kind: "open" });
    expect(gate(actions, { install: installed(actions), secrets: [] }, on("free"), owner)).toEqual({
      kind: "open",
    });
  });

  it("lets viewers see but not set", () =>
    expect(gate(actions, nothing, on("free"), grantsForRole("viewer"))).toMatchObject({ maySet: false }));
});
