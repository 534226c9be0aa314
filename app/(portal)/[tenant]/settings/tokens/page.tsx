import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { can, PERMISSIONS, ROLE_TITLES, rolesWith } from "@/lib/access";
import { listApiTokens } from "@/lib/identity";
import { config } from "@/lib/platform/config";
import { Card } from "@/lib/ui/card";
import { CodeBlock } from "@/lib/ui/code-block";
import { EmptyState } from "@/lib/ui/empty-state";
import { ForbiddenState } from "@/lib/ui/forbidden-state";
import { PageHeader } from "@/lib/ui/page-header";
import { Section } from "@/lib/ui/section";
import { CreateToken } from "./_components/create-token";
import { TokenTable } from "./_components/token-table";

export const metadata: Metadata = { title: "API tokens · Settings" };

export default async function TokensPage(props: PageProps) {
  const { ctx } = await loadPage(props);
  if (!can(ctx, "token.manage")) {
    const grantedBy = rolesWith("token.manage")
      .map((role) => ROLE_TITLES[role].toLowerCase())
      .join(" or ");
    return (
      <ForbiddenState
        to="manage API tokens"
        permission="token.manage"
        grantedBy={`an ${grantedBy} of ${ctx.tenantName}`}
      />
    );
  }
  const tokens = await listApiTokens(ctx);
  const scopes = PERMISSIONS.filter((permission) => can(ctx, permission));
  return (
    <>
      <PageHeader
        title="API tokens"
        description="For scripts and pipelines. A token can do what its scopes say, in this portal only, and nothing more than whoever made it."
        actions={<CreateToken tenant={ctx.slug} scopes={scopes} />}
      />
      <div className="grid gap-8">
        {tokens.length === 0 ? (
          <EmptyState icon={<KeyRound />} title="There is no token yet">
            Make one to read the catalog from a script. Its text is shown once.
          </EmptyState>
        ) : (
          <Card flush>
            <TokenTable tenant={ctx.slug} tokens={tokens} />
          </Card>
        )}
        <Section
          title="How to use one"
          description="The page API beside this one has every call, with an example of each."
        >
          <CodeBlock
            language="bash"
            code={`curl -H "Authorization: Bearer $PORTICO_TOKEN" \\\n  ${config().PORTICO_URL}/api/${ctx.slug}/catalog/entities`}
          />
        </Section>
      </div>
    </>
  );
}
