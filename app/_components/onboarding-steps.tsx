import { Steps } from "@/lib/ui/progress";

const STEPS = [
  { id: "company", label: "Your company", detail: "Proves who owns the portal" },
  { id: "github", label: "Connect GitHub", detail: "Proves you may read the organisation" },
  { id: "catalog", label: "Your catalog", detail: "Proves every repository has a verdict" },
] as const;

export type OnboardingStep = (typeof STEPS)[number]["id"];

/** The three steps of sign-up, the same on every page of it. */
export function OnboardingSteps({ current }: { readonly current: OnboardingStep }) {
  const at = STEPS.findIndex((step) => step.id === current);
  return (
    <Steps
      label="Sign-up"
      steps={STEPS.map((step, index) => ({
        ...step,
        state: index < at ? "done" : index === at ? "current" : "todo",
      }))}
    />
  );
}
