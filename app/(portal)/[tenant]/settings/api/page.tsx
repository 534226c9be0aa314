import type { Metadata } from "next";
import { readReference } from "@/app/_machine/openapi/reference";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { can } from "@/lib/access";
import { config } from "@/lib/platform/config";
import { Card } from "@/lib/ui/card";
import { CodeBlock } from "@/lib/ui/code-block";
import { PageHeader } from "@/lib/ui/page-header";
import { Section } from "@/lib/ui/section";
import { Contents } from "./_components/contents";
import { Introduction } from "./_components/introduction";
import { Operation } from "./_components/operation";

export const metadata: Metadata = { title: "API · Settings" };

/** The whole API, written from the same schemas that check its requests. */
export default async function ApiPage(props: PageProps) {
  const { ctx } = await loadPage(props);
  const origin = config().PORTICO_URL;
  const { groups, types } = readReference(origin, ctx.slug);
  return (
    <>
      <PageHeader
        title="API"
        description="Everything a program can ask of this portal. Written from the schemas that check each request, so it is never behind."
      />
      <div className="grid gap-8">
        <Introduction origin={origin} slug={ctx.slug} canMakeTokens={can(ctx, "token.manage")} />
        <Contents groups={groups} />
        {groups.map((group) => (
          <Section
            key={group.name}
            id={anchorOf(group.name)}
            title={group.name}
            description={group.description}
          >
            <Card flush>
              {group.operations.map((operation) => (
                <Operation key={operation.id} operation={operation} />
              ))}
            </Card>
          </Section>
        ))}
        <Section
          id="types"
          title="Types"
          description="Named in the answers above. A question mark: may be missing."
        >
          <div className="grid gap-4">
            {types.map((type) => (
              <div key={type.name} className="grid min-w-0 gap-1.5">
                <h3 className="font-mono text-sm font-medium">{type.name}</h3>
                {type.description ? <p className="text-sm text-ink-muted">{type.description}</p> : null}
                <CodeBlock language="typescript" code={type.outline} />
              </div>
            ))}
          </div>
        </Section>
      </div>
    </>
  );
}

function anchorOf(name: string): string {
  return name.toLowerCase().replaceAll(" ", "-");
}
