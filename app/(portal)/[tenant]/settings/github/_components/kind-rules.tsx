import { can } from "@/lib/access";
import { listDeclaredKinds, listRulesOfKinds } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { Section } from "@/lib/ui/section";
import { KindRulesForm } from "./kind-rules-form";

/** Which kinds repositories may declare: a form for those who decide it, a sentence for everybody else. */
export async function KindRules({ ctx }: { readonly ctx: TenantContext }) {
  const { rules } = await listRulesOfKinds(ctx);
  const mayManage = can(ctx, "catalog.source.manage");
  if (!mayManage && rules.length === 0) return null;
  return (
    <Section
      split
      id="kinds"
      className="mt-8"
      title="What repositories may declare"
      description="Whoever may push to a repository can describe entities in it. Keep people and teams, for example, to the repositories you trust with them. Pushed sets and imports are not concerned."
    >
      {mayManage ? (
        <KindRulesForm tenant={ctx.slug} kinds={await listDeclaredKinds(ctx)} rules={rules} />
      ) : (
        <ul className="grid gap-1 text-sm">
          {rules.map(({ kind, repositories }) => (
            <li key={kind}>
              <span className="font-medium">{kind}</span>{" "}
              <span className="text-ink-muted">
                {repositories.length > 0 ? `only in ${repositories.join(", ")}` : "in no repository"}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
