import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { type Explained, explainAbsence, type StepState } from "@/lib/catalog";
import { Button } from "@/lib/ui/button";
import { Callout } from "@/lib/ui/callout";
import { Card } from "@/lib/ui/card";
import { Field } from "@/lib/ui/field";
import { Input } from "@/lib/ui/input";
import { PageHeader } from "@/lib/ui/page-header";
import { entityPath } from "../../_components/entity-link";
import { LiveRefresh } from "../../_components/live-refresh";
import { Chain } from "./_components/chain";
import { FileVerdicts } from "./_components/file-verdicts";
import { RereadButton } from "./_components/reread-button";

export const metadata: Metadata = { title: "Why isn't it here?" };

const searchSchema = z.object({
  url: z
    .union([z.string(), z.array(z.string()).transform((values) => values[0] ?? "")])
    .optional()
    .transform((value) => (value ?? "").trim().slice(0, 2_000)),
});

/** Paste an address, get the stage at which it stopped, the line and the fix. */
export default async function ExplainPage(props: PageProps) {
  const { ctx, search } = await loadPage(props, { search: searchSchema });
  const answer = search.url === "" ? undefined : await explainAbsence(ctx, search.url);
  return (
    <>
      <LiveRefresh tenant={ctx.slug} topics={["catalog.repository", "catalog.entities"]} />
      <PageHeader
        crumbs={[{ label: "Repositories", href: `/${ctx.slug}/repositories` }, { label: "Explain" }]}
        title="Why isn't it here, why is it wrong?"
        description="Paste the address of a repository or a file, an entity's reference or a name. You get each stage it went through, and where it stopped."
      />
      <form action={`/${ctx.slug}/repositories/explain`} className="mb-4 flex items-end gap-2">
        <Field id="explain-url" label="Address, reference or name" className="min-w-0 flex-1">
          {(control) => (
            <Input
              {...control}
              name="url"
              key={search.url}
              defaultValue={search.url}
              placeholder="https://github.com/acme/payments/blob/main/catalog-info.yaml"
              autoComplete="off"
              spellCheck={false}
              maxLength={2_000}
            />
          )}
        </Field>
        <Button type="submit" variant="primary">
          Explain
        </Button>
      </form>
      {answer ? <Answer slug={ctx.slug} answer={answer} /> : null}
    </>
  );
}

const TONES: Readonly<Record<StepState, "ok" | "bad" | "warn" | "info">> = {
  ok: "ok",
  bad: "bad",
  warn: "warn",
  unknown: "info",
};

function Answer({ slug, answer }: { readonly slug: string; readonly answer: Explained }) {
  const { repository, entityRef } = answer;
  return (
    <div className="grid gap-4">
      <Callout
        tone={TONES[answer.state]}
        title={answer.headline}
        action={
          entityRef ? (
            <Button asChild size="sm">
              <Link href={entityPath(slug, entityRef)}>Open the entity</Link>
            </Button>
          ) : null
        }
      />
      {answer.steps.length > 0 ? (
        <Card
          title={repository ? `${repository.owner}/${repository.name}` : "Stages"}
          flush
          actions={repository ? <RereadButton tenant={slug} repositoryId={repository.id} /> : null}
        >
          <Chain slug={slug} steps={answer.steps} />
        </Card>
      ) : null}
      {repository ? <FileVerdicts slug={slug} repository={repository} /> : null}
    </div>
  );
}
